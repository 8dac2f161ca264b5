/** Texts that hide something: the stretch between ⟦ and ⟧ is the secret, of which no four characters in a row may stay. */

/** How the secret is hidden, and the marked text. */
export interface AdversarialCase {
  readonly trick: string;
  readonly marked: string;
}

/** Cases of one trick. */
export const cases = (trick: string, ...marked: readonly string[]): AdversarialCase[] =>
  marked.map((text) => ({ trick, marked: text }));

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const zeroWidth = (text: string, mark = '\u200b'): string => [...text].join(mark);
const percent = (text: string): string => text.replace(/[@.+]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);

/** All cases. */
export const ADVERSARIAL: readonly AdversarialCase[] = [
  ...cases(
    'zero-width characters',
    `mail ⟦${zeroWidth('jane.doe@example.com')}⟧ now`,
    `card ⟦${zeroWidth('4111111111111111')}⟧`,
    `ssn ⟦${zeroWidth('123-45-6789', '\u2060')}⟧`,
    `call ⟦+1 415\u200b 555\u200b 2671⟧`,
    `iban ⟦GB82\ufeff WEST\ufeff 1234 5698 7654 32⟧`,
    `key ⟦AKIA\u00adIOSFODNN7EXAMPLE⟧`,
    'from ⟦jane\u200d.doe@exa\u00admple.com⟧',
    'ip ⟦203.0.\u200b113.77⟧ seen',
  ),
  ...cases(
    'full-width forms',
    `write ⟦${fullWidth('jane.doe@example.com')}⟧`,
    `カード ⟦${fullWidth('4111-1111-1111-1111')}⟧`,
    `ssn ⟦${fullWidth('123-45-6789')}⟧`,
    `tel ⟦${fullWidth('+14155552671')}⟧`,
    'mail ⟦jane.doe＠example.com⟧',
    'mail ⟦jane.doe@example．com⟧',
  ),
  ...cases(
    'digits of other scripts',
    'card ⟦٤١١١١١١١١١١١١١١١⟧',
    'ssn ⟦१२३-४५-६७८९⟧',
    'phone ⟦+۱۴۱۵۵۵۵۲۶۷۱⟧',
    'card ⟦𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏⟧',
    'card ⟦④①①①①①①①①①①①①①①①⟧',
  ),
  ...cases(
    'homoglyphs',
    'mail ⟦jаne.dое@example.com⟧ please',
    'mail ⟦jane@exаmple.com⟧',
    'pаssword: ⟦Tr0ub4dor&3x⟧',
    'mail ⟦𝐣𝐚𝐧𝐞@𝐞𝐱𝐚𝐦𝐩𝐥𝐞.𝐜𝐨𝐦⟧',
    'the sоciаl ssn is ⟦219-45-6789⟧',
  ),
  ...cases(
    'obfuscated mail',
    'write to ⟦jane (at) example (dot) com⟧',
    'write to ⟦jane [at] example [dot] com⟧',
    'write to ⟦jane.doe at example dot com⟧',
    'write to ⟦jane dot doe at example dot com⟧',
    'write to ⟦jane @ example.com⟧',
    'write to ⟦jane@ example . com⟧',
    'write to ⟦jane{at}example.com⟧',
    'write to ⟦jane(at)example.co.uk⟧',
    'write to ⟦jane AT example DOT org⟧',
    'schreib an ⟦jane(at)example(punkt)de⟧',
    'write to ⟦jane&#64;example&#46;com⟧',
    'write to ⟦jane&commat;example&period;com⟧',
    'write to ⟦jane\\u0040example.com⟧',
    'write to ⟦jane%40example.com⟧',
    'write to ⟦jane+tag@sub.example.co.uk⟧',
    'write to ⟦"jane doe"@example.com⟧',
  ),
  ...cases(
    'URLs',
    `https://site.test/?mail=⟦${percent('jane.doe@example.com')}⟧&x=1`,
    'https://site.test/u/⟦jane.doe@example.com⟧/edit',
    'postgres://app:⟦s3cr3tPassw0rd⟧@db.example.com:5432/app',
    'https://user:⟦hunter2hunter2⟧@example.com/path',
    'redis://:⟦p4ssw0rdVeryLong⟧@10.0.0.5:6379',
    'https://api.example.com/v1?api_key=⟦a8f5f167f44f4964e6c998dee827110c⟧',
    'https://example.com/#access_token=⟦ya29.a0AfH6SMBx1234567890abcdefghij⟧',
    'https://hooks.slack.com/services/⟦T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX⟧',
    'https://pay.example.com/card/⟦4111111111111111⟧',
    'mailto:⟦jane.doe@example.com⟧?subject=hi',
    'tel:⟦+14155552671⟧',
    'https://bucket.s3.amazonaws.com/x?X-Amz-Credential=⟦AKIAIOSFODNN7EXAMPLE⟧%2F2024',
  ),
  ...cases(
    'encodings',
    `payload ⟦${base64('jane.doe@example.com')}⟧ end`,
    `payload ⟦${base64('my ssn is 123-45-6789')}⟧`,
    `payload ⟦${base64('card 4111 1111 1111 1111 exp 12/27')}⟧`,
    `{"data":"⟦${base64('{"email":"jane.doe@example.com"}')}⟧"}`,
    `hex ⟦${hex('jane.doe@example.com')}⟧`,
    `hex ⟦${hex('ssn 123-45-6789')}⟧`,
    `Authorization: Basic ⟦${base64('admin:S3cretPassw0rd!')}⟧`,
    `jwt ⟦${base64('{"alg":"HS256"}').replace(/=/g, '')}.${base64('{"sub":"jane"}').replace(/=/g, '')}.c2lnbmF0dXJlLXNpZ25hdHVyZQ⟧`,
    'text %73sn: ⟦123%2D45%2D6789⟧',
    'card &#52;: ⟦4111&#45;1111&#45;1111&#45;1111⟧',
  ),
  ...cases(
    'JSON in texts',
    '{"user":{"email":"⟦jane.doe@example.com⟧"}}',
    '{"ssn":⟦219456789⟧}',
    '{"args":"{\\"email\\":\\"⟦jane.doe@example.com⟧\\"}"}',
    '{"args":"{\\"card\\":\\"⟦4111111111111111⟧\\"}"}',
    '{"password":"⟦correcthorse⟧"}',
    '{"a":"{\\"b\\":\\"{\\\\\\"phone\\\\\\":\\\\\\"⟦+14155552671⟧\\\\\\"}\\"}"}',
    '{"note":"call\\n⟦+14155552671⟧\\ntoday"}',
    '{"e":"⟦jane\\u0040example.com⟧"}',
    'result: {"email": "⟦jane.doe@example.com⟧", "ok": tr',
    '{"dob":"⟦1980-03-05⟧","name":"x"}',
    '{"client_secret":"⟦Zx81kd93nfLs02mQpe73⟧"}',
    '{"db":{"passwd":"⟦letmein99⟧"}}',
  ),
  ...cases(
    'separators and splits',
    'card ⟦4111-1111-1111-1111⟧',
    'card ⟦4111 1111 1111 1111⟧',
    'card ⟦4111.1111.1111.1111⟧',
    'card number ⟦4111 1111\n1111 1111⟧',
    'card ⟦3782 822463 10005⟧',
    'card ⟦4111–1111–1111–1111⟧',
    'my card is ⟦4111  1111  1111  1111⟧',
    'ssn ⟦123 45 6789⟧',
    'ssn ⟦123.45.6789⟧',
    'social security ⟦123456789⟧',
    'phone ⟦(415) 555-2671⟧',
    'phone ⟦415.555.2671⟧',
    'phone ⟦4155552671⟧',
    'phone ⟦+1-415-555-2671 ext. 42⟧',
    'phone ⟦001 415 555 2671⟧',
    'iban ⟦GB82WEST12345698765432⟧',
    'iban ⟦gb82 west 1234 5698 7654 32⟧',
    'iban ⟦DE89-3704-0044-0532-0130-00⟧',
    'mail:⟦jane.doe@example.com⟧,⟦bob@example.org⟧;x',
    'mail <⟦jane.doe@example.com⟧>',
    '"⟦jane.doe@example.com⟧"',
    'card⟦4111111111111111⟧',
    'ssn=⟦123-45-6789⟧&x',
    'SSN:⟦123-45-6789⟧.',
  ),
  ...cases(
    'secrets',
    'key ⟦sk-proj-abcdEFGH1234ijklMNOP5678qrst⟧',
    'key ⟦sk-ant-api03-abcdefghijklmnopqrstuvwxyz012345⟧',
    'token ⟦ghp_abcdefghijklmnopqrstuvwxyz0123456789⟧',
    'token ⟦xoxb-123456789012-abcdefghijklmnop⟧',
    'aws_secret_access_key = ⟦wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY⟧',
    'AWS ⟦AKIAIOSFODNN7EXAMPLE⟧',
    'google ⟦AIzaSyA1234567890abcdefghijklmnopqrstuv⟧',
    'stripe ⟦sk_live_abcdefghijklmnop12345678⟧',
    'npm ⟦npm_abcdefghijklmnopqrstuvwxyz0123456789⟧',
    'export DB_PASSWORD="⟦hunter2!Secure⟧"',
    'password is ⟦Summer2024!⟧ ok',
    "my password's ⟦Summer2024!⟧",
    'the pwd: ⟦Tr0ub4dor&3⟧',
    'Authorization: Bearer ⟦abc123DEF456ghi789JKL012⟧',
    'x-api-key: ⟦9f8e7d6c5b4a39281706f5e4d3c2b1a0⟧',
    '⟦-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7bq\n-----END RSA PRIVATE KEY-----⟧',
    '⟦-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAA\\n-----END OPENSSH PRIVATE KEY-----⟧',
    'Server=db;User Id=sa;Password=⟦P@ssw0rd123⟧;',
    'AccountKey=⟦Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq⟧==',
    'pin ⟦4821⟧ for the card',
  ),
  ...cases(
    'code',
    'const email = "⟦jane.doe@example.com⟧";',
    "INSERT INTO users VALUES ('⟦jane.doe@example.com⟧', '⟦123-45-6789⟧');",
    '// TODO ask ⟦jane.doe@example.com⟧',
    'curl -u admin:⟦S3cretPassw0rd⟧ https://example.com',
    'user_email=⟦jane.doe@example.com⟧ user_ssn=⟦219456789⟧',
    '| email | ⟦jane.doe@example.com⟧ |',
    '<a href="mailto:⟦jane.doe@example.com⟧">',
    '```json\n{"phone": "⟦+14155552671⟧"}\n```',
    'row,⟦jane.doe@example.com⟧,⟦4111111111111111⟧,2024',
  ),
  ...cases(
    'names and addresses',
    'My name is ⟦Jane Williamson⟧ and I need help.',
    'hi, this is ⟦jane williamson⟧ from accounting',
    'Dear Mrs. ⟦Williamson⟧,',
    'From: "⟦Williamson, Jane⟧" <x>',
    'Patient: ⟦Jane Q. Williamson⟧, age 45',
    'I live at ⟦1600 Pennsylvania Avenue NW, Washington, DC 20500⟧',
    'Ship to ⟦221B Baker Street, London NW1 6XE⟧',
    'Ich wohne in der ⟦Hauptstraße 12, 10115 Berlin⟧',
    'Mein Name ist ⟦Jürgen Müller⟧.',
    "Je m'appelle ⟦Jean-Pierre Dupont⟧.",
    'Me llamo ⟦María García López⟧.',
    'P.O. ⟦Box 1234, Springfield, IL 62704⟧',
    'お名前は⟦田中太郎⟧様です',
  ),
];

/** The text without marks, and the secrets in it. */
export const unmark = (marked: string): { readonly text: string; readonly secrets: readonly string[] } => ({
  text: marked.replace(/[⟦⟧]/g, ''),
  secrets: [...marked.matchAll(/⟦([\s\S]*?)⟧/g)].map((match) => match[1]!),
});

/** Tells whether four characters in a row of a secret, letters and digits among them, stand in a redacted text. */
export const leaks = (redacted: string, secret: string): boolean => {
  const kept = redacted.replace(/\[[A-Z_]+\d*\]/g, ' ');
  for (let at = 0; at + 4 <= secret.length; at++) {
    const run = secret.slice(at, at + 4);
    if (/[\p{L}\p{N}]/u.test(run) && kept.includes(run)) return true;
  }
  return secret.length < 4 && kept.includes(secret);
};
