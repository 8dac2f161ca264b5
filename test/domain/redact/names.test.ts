/** Names: found in sentences, forms and other languages, followed through a document, left alone in code. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readNameModel } from '../../../src/domain/redact/names/model.ts';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';
import { namedRedactor } from './named-redactor.ts';

const { redact, redactLabel } = namedRedactor();

test('redact() finds names in sentences, forms and greetings', () => {
  assert.equal(redact('My name is Jane Williamson and I need help.').value, 'My name is [PERSON] and I need help.');
  assert.equal(redact('Dear Mrs. Williamson,').value, 'Dear Mrs. [PERSON],');
  assert.deepEqual(redact({ customer_name: 'Jane Williamson' }).value, { customer_name: '[PERSON]' });
});

test('redact() takes what stands under a key for names of people as one, however common its words', () => {
  const names = ['Mueller', 'Rosemary', 'Will', 'Grace Field', 'Li', '王伟', "O'Neil-King"];
  for (const key of ['surname', 'first_name', 'lastName', 'patient.full_name', 'Vorname', 'apellido']) {
    for (const name of names) {
      assert.deepEqual(redact({ [key]: name }).value, { [key]: '[PERSON]' });
      assert.equal(redact(JSON.stringify({ [key]: name })).value, JSON.stringify({ [key]: '[PERSON]' }));
    }
  }
});

test('redact() leaves what schemas and forms say under such keys, and what other keys name', () => {
  const texts = [
    { first_name: 'string', surname: 'Unknown', last_name: '[PERSON_1]' },
    { first_name: { type: 'string', description: 'The given name of the customer, as on the passport.' } },
    { name: 'Checkout', host_name: 'Production', file_name: 'Report', model: { name: 'Claude' } },
  ];

  for (const text of texts) assert.deepEqual(redact(text).value, text);
});

test('redact() looks for no names under keys either where a project looks for none', () => {
  const nameless = namedRedactor({ types: { PERSON: false } });

  assert.deepEqual(nameless.redact({ surname: 'Mueller' }).value, { surname: 'Mueller' });
});

test('redact() finds names in German, French and Spanish', () => {
  assert.equal(redact('Mein Name ist Jürgen Müller.').value, 'Mein Name ist [PERSON].');
  assert.equal(redact("Je m'appelle Jean-Pierre Dupont.").value, "Je m'appelle [PERSON].");
  assert.equal(redact('Me llamo María García.').value, 'Me llamo [PERSON].');
});

test('redact() masks a name seen once with confidence wherever its words come again, as one person', () => {
  const { value } = redact([
    'My name is Jane Kowalczyk.',
    'ok KOWALCZYK, one moment',
    'Is Bob Miller there? Yes, Miller is.',
  ]);

  assert.deepEqual(value, [
    'My name is [PERSON_1].',
    'ok [PERSON_1], one moment',
    'Is [PERSON_2] there? Yes, [PERSON_2] is.',
  ]);
});

test('redact() leaves identifiers, products and code alone', () => {
  for (const text of [
    'const jackson = new JacksonMapper(); // parse',
    'import { Grant } from "./grant.ts";',
    'gpt-4o and Claude run on Lambda with DynamoDB',
    'class Baker extends Factory {}',
    'Grafana, Jenkins and Docker',
  ]) {
    assert.equal(redact(text).value, text);
  }
});

test('redact() leaves the tables and fields of code alone, not the names it quotes', () => {
  const table =
    '\t{as: ADIVSD, ytab: _yvaddsd, prefix: Pavx, op: opBytes{\n\t\tavxEscape | vex128, 0x5e,\n\t}},\n'.repeat(12);
  const fields = '\tTstamp    BpfTimeval\n\tCaplen    uint32\n\tFsid      Fsid\n\tReclen  uint16\n'.repeat(12);
  const people = '\t{\n\t\t"name": "Jane Williamson",\n\t\t"age": 31\n\t},\n'.repeat(12);

  assert.deepEqual(redact(table).findings, []);
  assert.deepEqual(redact(fields).findings, []);
  assert.equal(redact(people).findings.filter(({ type }) => type === 'PERSON').length, 12);
});

test('redact() takes the unknown family name behind a given name with it', () => {
  assert.equal(
    redact('Fix races ([abc](https://x.io)) (Vincent Weevers)').value,
    'Fix races ([abc](https://x.io)) ([PERSON])',
  );
  assert.equal(redact('Thanks Vincent, Regards').value, 'Thanks [PERSON], Regards');
});

test('redact() takes no letters, greetings or labels of other languages for names', () => {
  for (const text of [
    'He holds a B.Sc. and an M.A. from Leeds.',
    'Hej, vad kostar det?',
    'Olá, quanto custa?',
    'Kennwort vergessen? Kein Problem.',
    'Gemäß Vertrag ist das so.',
    'D.N.I.: 12',
  ])
    assert.equal(redact(text).value, text);
  assert.equal(redact('Hej Gunilla Lindqvist, vad kostar det?').value, 'Hej [PERSON], vad kostar det?');
});

test('redact() is as sure of a name whatever names it met before', () => {
  const sure = (text: string): number => redact(text).findings[0]!.confidence;
  const first = sure('Ask Gwenaël about the bill.');

  sure('Ask Gwenael about the bill.');
  sure('Ask Gwen-ael about the bill.');

  assert.equal(sure('Ask Gwenaël about the bill.'), first);
  assert.notEqual(sure('Ask Gwenael about the bill.'), first);
});

test('redact() tells the apostrophes of names apart, whichever it met before', () => {
  const sure = (text: string, before: string): unknown => {
    const fresh = createRedactor(DEFAULT_POLICY, {
      names: readNameModel(readFileSync('src/domain/redact/names/names.bin')),
    });
    fresh.redact(before);
    return fresh.redact(text).findings;
  };
  const text = "Ask O'Brien about the bill.";

  assert.deepEqual(sure(text, 'Ask O’Brien about the bill.'), sure(text, 'Ask nobody about the bill.'));
});

test('redact() finds no more names in a short calendar once its addresses are placeholders', () => {
  const calendar = [
    'BEGIN:VEVENT',
    'DTSTART:20250314T100000Z',
    'UID:da8aa2d4-4ccf-47f9-a671-ffae703da073@calendar',
    'SUMMARY:Interview with Kofi Annor',
    'ORGANIZER;CN=Delia Storm:mailto:delia@recruit.example',
    'ATTENDEE;CN="Annor, Kofi";PARTSTAT=ACCEPTED:mailto:kannor@example.gh',
    'END:VEVENT',
  ].join('\n');
  const once = redact(calendar).value as string;

  assert.equal(redact(once).value, once);
});

test('redactLabel() does not look for names', () => {
  assert.equal(redactLabel('Jane Williamson'), 'Jane Williamson');
});

test('readNameModel() refuses bytes that are no model', () => {
  assert.throws(() => readNameModel(new Uint8Array(64)), /not a name model/);
});
