/** The checks against published examples, and against every change of one digit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { passesMod97 } from '../../../src/domain/redact/checks/iban.ts';
import { passesLuhn } from '../../../src/domain/redact/checks/luhn.ts';
import { passesVerhoeff } from '../../../src/domain/redact/checks/verhoeff.ts';
import { isVin } from '../../../src/domain/redact/codes/contextual.ts';
import { passesBase58Check, passesBech32 } from '../../../src/domain/redact/codes/crypto.ts';
import { BRAZIL_NUMERIC } from '../../../src/domain/redact/locales/brazil.ts';
import { COMMONWEALTH_NUMERIC } from '../../../src/domain/redact/locales/commonwealth.ts';
import { EUROPE_AND_JAPAN_NUMERIC } from '../../../src/domain/redact/locales/europe-numeric.ts';
import { UNITED_KINGDOM_NUMERIC } from '../../../src/domain/redact/locales/united-kingdom.ts';
import { UNITED_STATES_NUMERIC } from '../../../src/domain/redact/locales/united-states.ts';

const digitsOf = (text: string): number[] => [...text].map(Number);

/** Changes one digit to each of its nine others. */
const mutations = (text: string): string[] =>
  [...text].flatMap((digit, at) =>
    [...'0123456789'].filter((other) => other !== digit).map((other) => text.slice(0, at) + other + text.slice(at + 1)),
  );

test('passesLuhn() accepts published test cards and no change of one digit', () => {
  for (const card of ['4111111111111111', '378282246310005', '6011111111111117', '5555555555554444']) {
    assert.equal(passesLuhn(digitsOf(card)), true);
    assert.equal(
      mutations(card).some((changed) => passesLuhn(digitsOf(changed))),
      false,
    );
  }
});

test('passesLuhn() accepts exactly one check digit for any number', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 18 }), (digits) => {
      const passing = [...'0123456789'].filter((check) => passesLuhn([...digits, Number(check)]));

      assert.equal(passing.length, 1);
    }),
  );
});

test('passesVerhoeff() accepts exactly one check digit for any number, and no swap of neighbours', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 11 }), (digits) => {
      const passing = [...'0123456789'].map(Number).filter((check) => passesVerhoeff([...digits, check], 12));
      const number = [...digits, passing[0]!];
      const swapped = number.map((digit, at) => (at === 4 ? number[5]! : at === 5 ? number[4]! : digit));

      assert.equal(passing.length, 1);
      assert.equal(passesVerhoeff(swapped, 12), number[4] === number[5]);
    }),
  );
});

test('passesMod97() accepts the registry examples and no change of one digit', () => {
  for (const iban of [
    'GB82WEST12345698765432',
    'DE89370400440532013000',
    'FR1420041010050500013M02606',
    'NL91ABNA0417164300',
  ]) {
    assert.equal(passesMod97(iban), true);
    for (let at = 4; at < iban.length; at++) {
      if (!/\d/.test(iban[at]!)) continue;
      const changed = iban.slice(0, at) + ((Number(iban[at]) + 1) % 10) + iban.slice(at + 1);
      assert.equal(passesMod97(changed), false);
    }
  }
});

const VALID: Readonly<Record<string, string>> = {
  BANK_ROUTING: '021000021',
  US_NPI: '1234567893',
  UK_NHS: '9434765919',
  UK_UTR: '1955839661',
  CA_SIN: '130692544',
  AU_TFN: '123456782',
  AU_ABN: '51824753556',
  AU_MEDICARE: '2123456701',
  IN_AADHAAR: '234567890124',
  BR_CPF: '52998224725',
  BR_CNPJ: '11222333000181',
  DE_TAX_ID: '86095742719',
  FR_NIR: '185057800608491',
  NL_BSN: '111222333',
  PL_PESEL: '44051401359',
  PL_NIP: '5260001246',
  JP_MY_NUMBER: '123456789018',
};

const IDS = [
  ...UNITED_STATES_NUMERIC,
  ...UNITED_KINGDOM_NUMERIC,
  ...COMMONWEALTH_NUMERIC,
  ...BRAZIL_NUMERIC,
  ...EUROPE_AND_JAPAN_NUMERIC,
];

for (const [type, number] of Object.entries(VALID)) {
  test(`the check of ${type} accepts a valid number and at most one in nine of its one-digit changes`, () => {
    const id = IDS.find((candidate) => candidate.type === type && candidate.count === number.length)!;
    const changed = mutations(number).filter((mutation) => id.check(digitsOf(mutation)));

    assert.equal(id.check(digitsOf(number)), true);
    assert.ok(changed.length <= number.length, `${changed.length} changes pass`);
  });
}

test('crypto addresses pass their checks and fail when one letter changes', () => {
  assert.equal(passesBase58Check('1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'), true);
  assert.equal(passesBase58Check('1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3'), false);
  assert.equal(passesBech32('bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'bc'), true);
  assert.equal(passesBech32('bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp', 'bc'), false);
});

test('isVin() accepts a valid vehicle number and no other check digit', () => {
  assert.equal(isVin('1HGCM82633A004352'), true);
  assert.equal(isVin('1HGCM82643A004352'), false);
});
