/** Addresses as countries write them: where they begin, where they end, and what has numbers and capitals and is none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';
import { holds } from './marked-cases.ts';

holds('redact() takes the city behind a postcode of the Continent with the address', [
  'J’habite ⟦ADDRESS:9 rue Pasteur, 35000 Rennes⟧ depuis mars.',
  'wohnhaft ⟦ADDRESS:Gartenstraße 4, 60594 Frankfurt am Main⟧ und dort gemeldet',
  'abito in ⟦ADDRESS:Via Mazzini 12, 40138 Bologna⟧.',
  'vive en ⟦ADDRESS:Calle Toledo 8, 20002 San Sebastián⟧, creo',
]);

holds('redact() ends an address where its sentence or paragraph ends', [
  'Ship to ⟦ADDRESS:12 Oak Street, Springfield, IL 62704⟧.\n\nCheers, all',
  'ik woon op ⟦ADDRESS:Keizersgracht 8, 1015 CN Amsterdam⟧. Groet, iedereen',
  'to ⟦ADDRESS:4 Elm Road, Leeds LS6 2QD⟧. Thanks for everything, Team',
]);

holds('redact() takes a list of units as one, and nothing behind it', [
  `keys for ⟦ADDRESS:${Array.from({ length: 12 }, (_, at) => `Apt ${at + 1}`).join(' ')}⟧  y`,
]);

holds('redact() finds an address without a word for a street before its postcode', [
  'Wir ziehen zu: ⟦ADDRESS:Am Neuen Markt 3, 14467 Potsdam⟧',
  'Anschrift ist ⟦ADDRESS:Unter den Linden 77, 10117 Berlin⟧',
]);

holds('redact() finds the number of a house behind a comma', [
  'moro na ⟦ADDRESS:Rua das Flores, 230⟧.',
  'abita in ⟦ADDRESS:Via Roma, 5⟧, lo so',
]);

holds('redact() finds the letter of a house and the short form of calle', [
  'in der ⟦ADDRESS:Mühlenstr. 12 a, 24103 Kiel⟧ wohnt',
  'vive en ⟦ADDRESS:C/ Mayor 4, 26001 Logroño⟧.',
]);

holds('redact() finds numbered streets and possessives', [
  'at ⟦ADDRESS:14 West 34th Street⟧ now',
  'at ⟦ADDRESS:1450 5th Ave, Portland⟧.',
  "to ⟦ADDRESS:77 King's Rd, London SW3 4NX⟧.",
]);

holds('redact() finds an address without a number before a British or Indian postcode', [
  'Post it to ⟦ADDRESS:Elm House, Station Road, Thirsk, North Yorkshire YO7 1PZ⟧ please',
  'Courier to ⟦ADDRESS:B-7, Lotus Apartments, Link Road, Mumbai 400053⟧ at noon',
]);

holds('redact() ends an address of the Continent with its city or country', [
  'an ⟦ADDRESS:Gartenweg 7, 78462 Konstanz⟧, Klingel links',
  'an ⟦ADDRESS:Gartenweg 7, D-78462 Konstanz, Germany⟧, bitte',
  'przy ⟦ADDRESS:ul. Polna 8 m. 3, 00-238 Warszawa⟧.',
]);

holds('redact() leaves listings, citations, titles and calls alone', [
  'in 2 weeks with Dr. Lee, then home',
  '-rw-r--r-- 1 root wheel 1024 Jan 3 1994 notes',
  'gemäß Art. 2 Abs. 1 GG und Satz 3',
  'NJW 2018, 3178 Rn. 22',
  'on 5th Avenue, the 3rd Street exit',
  'models AB1 2CD, XJ6 4AB and M3 5GT',
  'population 400053',
  'Via Lattea, 100 miliardi di stelle',
  'pip installs it via PEP 658.',
  'wir stehen auf Tabellenplatz 3',
  "zip_offset('0123', 'abc')",
]);

test('redact() does not read on behind the last token into those of an earlier text', () => {
  const redactor = createRedactor(DEFAULT_POLICY);

  for (let words = 0; words < 4; words++) {
    const before = 'so '.repeat(words);
    redactor.redact('171.22,'.repeat(20));

    assert.equal(redactor.redact(`${before}see you at 14 Cranmer Rd`).value, `${before}see you at [ADDRESS]`);
  }
});
