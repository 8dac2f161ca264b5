/** People from everywhere, in the forms clients send; one document's people; nothing left for a second redaction. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedRedactor } from './named-redactor.ts';

const { redact } = namedRedactor();

test('redact() finds people of many countries', () => {
  for (const name of [
    "Siobhan O'Brien",
    'Oluwaseun Adeyemi',
    'Nguyễn Thị Hương',
    'Priya Raghunathan',
    'Wojciech Szczepański',
    'María de la Cruz',
    'Jean-Luc Lefèvre',
    'Fatima al-Hassan',
    'Xiaoming Zhang',
    'Kwame Boateng',
    'Dmitri Volkov',
    'J. R. Hawthorne',
  ]) {
    assert.equal(
      redact(`The refund was approved by ${name} yesterday.`).value,
      'The refund was approved by [PERSON] yesterday.',
    );
  }
});

test('redact() finds names in tool results, tables, transcripts, headers and signatures', () => {
  for (const [text, expected] of [
    ['{"first_name": "Priya", "last_name": "Raghunathan"}', '{"first_name": "[PERSON_1]", "last_name": "[PERSON_2]"}'],
    ['{"customer": "Kowalczyk, Anna", "tier": "gold"}', '{"customer": "[PERSON]", "tier": "gold"}'],
    ['id,full_name,city\n1,Anna Kowalczyk,Leeds', 'id,full_name,city\n1,[PERSON],Leeds'],
    ['Agent: Who is calling?\nCaller: This is Anna Kowalczyk.', 'Agent: Who is calling?\nCaller: This is [PERSON].'],
    ['To: Anna Kowalczyk\nSubject: Draft agenda', 'To: [PERSON]\nSubject: Draft agenda'],
    [
      'See you on Monday.\n\nKind regards,\nAnna Kowalczyk\nHead of Sales',
      'See you on Monday.\n\nKind regards,\n[PERSON]\nHead of Sales',
    ],
    ['DEAR ANNA KOWALCZYK, YOUR ORDER HAS SHIPPED', 'DEAR [PERSON], YOUR ORDER HAS SHIPPED'],
    ['hi, my name is anna kowalczyk and i need help', 'hi, my name is [PERSON] and i need help'],
  ] as const) {
    assert.equal(redact(text).value, expected);
  }
});

test('redact() knows a person whom only a later message names in full', () => {
  const { value } = redact({
    messages: [
      { role: 'user', content: 'did Kowalczyk reply?' },
      { role: 'assistant', content: 'My name is Anna Kowalczyk, and I did.' },
    ],
  });

  assert.deepEqual(value, {
    messages: [
      { role: 'user', content: 'did [PERSON] reply?' },
      { role: 'assistant', content: 'My name is [PERSON], and I did.' },
    ],
  });
});

test('redact() does not look for a known name inside other words', () => {
  const { value } = redact('My name is Anna Kowalczyk. The Kowalczykian theory and annals of Annapolis stay.');

  assert.equal(value, 'My name is [PERSON]. The Kowalczykian theory and annals of Annapolis stay.');
});

test('redact() leaves products, places, months, companies, hashes and labels alone', () => {
  for (const text of [
    'Compare Kubernetes, Nomad and Docker Swarm for a small team.',
    'The Treaty of Versailles was signed in June 1919.',
    'Does the Samsung Galaxy S24 work with Google Pay in Turkey?',
    'Ticket opened\nStatus: Waiting\nPriority: High\nQueue: Billing',
    '{"tool_name": "Search Flights", "city": "Porto"}',
    'Date: Thu, 07 Nov 2024',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
    'Die Rechnung für den Vertrag liegt in der Buchhaltung in Hannover.',
  ]) {
    assert.equal(redact(text).value, text);
  }
});

test('redact() finds no more names in what it gave', () => {
  for (const text of [
    'From: Anna Kowalczyk To: Dr. Lee, Brandon Luna - Analyst, cc Hu Bryan',
    'Jane Doe Smithson Ltd met Mr. and Mrs. Okafor with Anna Maria van der Berg-Lopez',
    'Anna, Boris, Chen and Dmitri; anna boris chen',
  ]) {
    const once = redact(text).value;
    assert.equal(redact(String(once)).value, once);
  }
});
