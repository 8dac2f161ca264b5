/** What people, forms and logs write around personal data, language by language, and what looks like it and is none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';
import { holds } from './marked-cases.ts';
import { namedRedactor } from './named-redactor.ts';

const leaves = (name: string, texts: readonly string[]): void => holds(name, texts);

holds('redact() finds passwords in the words of other languages', [
  'Le mot de passe de la boîte est ⟦PASSWORD:Orage#7712⟧.',
  'La contraseña del portal es ⟦PASSWORD:Cierzo*88⟧',
  'A senha da conta é ⟦PASSWORD:Sagui!204⟧',
  'Het wachtwoord van de router is ⟦PASSWORD:Dijk&Polder7⟧',
  'La password del conto è ⟦PASSWORD:Brina_93x⟧',
  'Hasło: ⟦PASSWORD:Wisla-44!⟧',
  'Lösenordet? Nej, lösenord: ⟦PASSWORD:Norrsken77⟧',
  'пароль: ⟦PASSWORD:Zima-2291⟧',
]);

holds('redact() finds passwords that stand beside a user rather than behind a word', [
  'jdbc:oracle:thin:hr/⟦PASSWORD:w3lcome⟧@//ora1.corp:1521/PDB1',
  'sqlplus system/⟦PASSWORD:manager9⟧@ORCL',
  'creds are ops / ⟦PASSWORD:Vault!9021⟧ for now',
  'Zugangsdaten: admin:⟦PASSWORD:Kiesel#81⟧',
  'Authorization: Digest username="x", realm="r", nonce="a1", uri="/", response="⟦PASSWORD:6629fae49393a05397450978507c4ef1⟧"',
]);

holds('redact() takes hyphened words for a password in a line of its own', [
  'db:\n  user: app\n  password: ⟦PASSWORD:copper-kettle⟧\n  port: 5432',
  'mail.password=⟦PASSWORD:river-otter-moon⟧',
]);

leaves('redact() leaves keys of attributes, prompts, calls and options alone', [
  '{"key":"llm.output_messages.1.message.content","value":1}',
  'read_password("Password: ")',
  'this.token = toBase64Url8(bytes)',
  'the password is case-sensitive and the pass-through works',
  'interface Login {\n  password: string;\n}',
  'creds / tokens / secrets are rotated',
]);

holds('redact() finds what stands behind a card number', [
  '⟦CREDIT_CARD:4539 1488 0343 6467⟧ | ⟦CARD_EXPIRY:07/27⟧ | ⟦CVV:904⟧',
  '⟦CREDIT_CARD:4539148803436467⟧|⟦CARD_EXPIRY:07|2027⟧|⟦CVV:904⟧',
  '⟦CREDIT_CARD:4539148803436467⟧\t⟦CVV:904⟧\t⟦CARD_EXPIRY:07/27⟧',
  'card ⟦CREDIT_CARD:4539148803436467⟧exp ⟦CARD_EXPIRY:07/27⟧',
  'card=⟦CREDIT_CARD:4539148803436467⟧ exp=⟦CARD_EXPIRY:0727⟧',
  'My card is ⟦CREDIT_CARD:4539 1488 0343 6467⟧, security code ⟦CVV:904⟧',
  'Kreditkarte, Prüfziffer ⟦CVV:904⟧, gültig bis ⟦CARD_EXPIRY:07/27⟧',
  'carte bancaire, cryptogramme ⟦CVV:904⟧',
  'la tarjeta caduca ⟦CARD_EXPIRY:07/27⟧',
]);

leaves('redact() leaves amounts behind a card number and codes without a card alone', [
  '[CREDIT_CARD],250,EUR',
  'the security code 904 of the door',
  'gültig bis Ende 2027',
]);

holds("redact() finds a bank's codes by their word", [
  'sort code ⟦BANK_ROUTING:20-32-81⟧',
  'BLZ ⟦BANK_ROUTING:370 400 44⟧',
  'BSB ⟦BANK_ROUTING:062-000⟧',
  'IFSC ⟦BANK_ROUTING:SBIN0001234⟧',
  'a/c no. ⟦BANK_ACCOUNT:50200011223344⟧',
  'CLABE ⟦BANK_ACCOUNT:032180000118359719⟧',
]);

leaves('redact() leaves sorting and codes of six digits alone', [
  'sort by code 203281',
  'items 20-32-81',
  'code 203281',
]);

holds('redact() finds ages and births in other languages', [
  'La patiente (⟦AGE:63⟧ ans) va bien',
  'Elle est âgée de ⟦AGE:82⟧ ans',
  'Mi abuelo tiene ⟦AGE:90⟧ años',
  'Sie ist ⟦AGE:34⟧ Jahre alt',
  'Edad: ⟦AGE:49⟧',
  'Date of birth: ⟦DATE_OF_BIRTH:04 / 11 / 1990⟧',
  'nascido em ⟦DATE_OF_BIRTH:22/08/1989⟧',
]);

leaves('redact() leaves years that pass alone', [
  'il y a 9 ans',
  'un contrat de 3 ans',
  'dentro de 5 años',
  'seit 12 Jahren',
  'garantie 2 ans',
]);

holds('redact() finds mail addresses in the escapes of mail and of shells', [
  'write to ⟦EMAIL:jane.doe=40example.com⟧ today',
  'write to ⟦EMAIL:jane.doe\\100example.com⟧ today',
  'user=⟦EMAIL:\\152\\141\\156\\145\\100\\145\\170\\141\\155\\160\\154\\145\\056\\143\\157\\155⟧',
]);

leaves('redact() leaves other escapes alone', ['width=40em', 'a\\303\\251b', '\\001\\002\\003\\004\\005\\006 x']);

holds('redact() tells years and hosts in parentheses from phone numbers', [
  '(⟦IP_ADDRESS:10.24.18.77⟧)',
  'call ⟦PHONE:(415) 555-2671⟧',
  'Albany (2016 - 2023)',
]);

leaves('redact() leaves the day on which a passport expires alone', ['passport expires 12JUN2031']);

holds('redact() finds values behind the attributes of XML and the commas of a call', [
  '<wsse:Password Type="PasswordText">⟦PASSWORD:Firnschn33⟧</wsse:Password>',
  "define('DB_PASSWORD', '⟦PASSWORD:Firn$chn33⟧');",
]);

holds('redact() finds a birth written without marks right behind its word', [
  'BDAY:⟦DATE_OF_BIRTH:19871004⟧',
  'dob=⟦DATE_OF_BIRTH:04101987⟧',
]);

test('redact() takes an age that is a number under its key, and no other small number', () => {
  const document = { age: 34, patientAge: 71, max_age: 60, cache_age: 30, ages: 2, count: 34 };
  const redactor = createRedactor(DEFAULT_POLICY);

  assert.deepEqual(redactor.redact(document).value, { ...document, age: '[AGE_1]', patientAge: '[AGE_2]' });
  assert.equal(redactor.redact(JSON.stringify({ age: 34 })).value, '{"age":"[AGE]"}');
});

holds('redact() finds passwords that change, that are piped and that stand in a list of settings', [
  'the admin password changed from ⟦PASSWORD:Amstrad-464⟧ today',
  'password reset to ⟦PASSWORD:Spring#2291⟧.',
  "echo '⟦PASSWORD:Baumhaus77⟧' | sudo -S reboot",
  'dbname=shop user=app password=⟦PASSWORD:porcupine⟧ host=db1',
  'Use the token ⟦API_KEY:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b⟧ here',
]);

holds('redact() finds words that are a passphrase, keys of ciphers and secrets with counting numbers', [
  'set the passphrase to "⟦PASSWORD:seven green herons⟧" first',
  'openssl enc -aes-256-cbc -k ⟦PASSWORD:Quartz88⟧ -in a -out b',
  'user: kp / password: ⟦PASSWORD:Monsoon_88⟧ / url: x',
  "ALTER USER app WITH PASSWORD '⟦PASSWORD:violet-tram-9⟧';",
  'code secret ⟦PIN:8821⟧ bloqué',
  'exam: ⟦AGE:45⟧F w/ hx of migraine',
]);

leaves('redact() leaves words behind a password that changes and short tokens alone', [
  'the password changed to something else',
  'password reset from the console',
  'token 128 of 4096',
  'the secret ingredient2 is salt',
]);

holds('redact() finds codes that open a door or an account', [
  'the gate code is ⟦PIN:4471⟧',
  'the code you texted me is ⟦PIN:448120⟧',
  'Your security code: ⟦PIN:881204⟧',
]);

leaves('redact() leaves codes of errors, areas and products alone', [
  'the error code is 5012',
  'area code: 4155',
  'the code is 200',
  'country code is 0049',
]);

holds('redact() finds ids of members, cards of identity and births in more words', [
  'member ID ⟦MEDICAL_RECORD:XEH884120773⟧, group 7',
  "carte d'identité n° ⟦PASSPORT:880692310⟧",
  'nació el ⟦DATE_OF_BIRTH:14/09/1951⟧ en Lima',
  "I'm a ⟦AGE:29⟧yo from Leeds",
  'notre fille Inès, ⟦AGE:3⟧ ans, dort',
]);

leaves('redact() leaves beginnings of offers and ages of things alone', [
  'gültig ab 01/2027',
  'el edificio tiene 120 años',
]);

test('redact() takes what follows the option of a command in a list of arguments', () => {
  const redactor = createRedactor(DEFAULT_POLICY);

  assert.deepEqual(redactor.redact({ args: ['--user', 'app', '--password', 'tangerine', '-v'] }).value, {
    args: ['--user', 'app', '--password', '[PASSWORD]', '-v'],
  });
});

leaves('redact() leaves versions with their day, and strings that begin with an at-sign alone', [
  'text/jsx\n\n1.0.1 / 2014-06-24\n=====\n\n* Set the text type',
  '{version:"1.2.3"};static ID="@aws-cdk.aws-glue-alpha.Catalog";',
]);

test('redact() takes no label of a licence for a name', () => {
  const text = '/*\n * Copyright The OpenTelemetry Authors\n * SPDX-License-Identifier: Apache-2.0\n */';

  assert.equal(namedRedactor().redact(text).value, text);
});

test('redact() leaves nothing of a secret that is very long, nor one under a key that is', () => {
  const redactor = createRedactor(DEFAULT_POLICY);
  const long = 'a1B2c3!'.repeat(200);

  assert.deepEqual(redactor.redact({ password: long, [`${'x.'.repeat(50)}password`]: 'tangerine' }).value, {
    password: '[PASSWORD_1]',
    [`${'x.'.repeat(50)}password`]: '[PASSWORD_2]',
  });
  assert.equal(redactor.redact(`password=${long} host=a`).value, 'password=[PASSWORD] host=a');
});
