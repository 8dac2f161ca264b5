/** Our checks against those of other libraries: whatever one of them calls valid, the engine must know. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { isCardRange } from '../../../src/domain/redact/checks/card.ts';
import { ibanLength, passesMod97 } from '../../../src/domain/redact/checks/iban.ts';
import { passesLuhn } from '../../../src/domain/redact/checks/luhn.ts';
import { BRAZIL_NUMERIC } from '../../../src/domain/redact/locales/brazil.ts';
import { COMMONWEALTH_NUMERIC } from '../../../src/domain/redact/locales/commonwealth.ts';
import { EUROPE_CODED } from '../../../src/domain/redact/locales/europe-coded.ts';
import { EUROPE_AND_JAPAN_NUMERIC } from '../../../src/domain/redact/locales/europe-numeric.ts';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';
import { ADVERSARIAL, unmark } from './adversarial/cases.ts';
import { FORMATS } from './adversarial/formats.ts';

/** The libraries bring no types, or more than is asked of them here. */
const require = createRequire(import.meta.url);
const validator = require('validator') as {
  readonly isCreditCard: (text: string) => boolean;
  readonly isTaxID: (text: string, locale: string) => boolean;
  readonly isIdentityCard: (text: string, locale: string) => boolean;
  readonly isIP: (text: string) => boolean;
  readonly isMACAddress: (text: string) => boolean;
};
const ibantools = require('ibantools') as {
  readonly isValidIBAN: (text: string) => boolean;
  readonly countrySpecs: Readonly<Record<string, { readonly chars: number | null; readonly IBANRegistry?: boolean }>>;
};
const { lintSource } = (await import('@secretlint/core' as string)) as {
  readonly lintSource: (
    lint: object,
  ) => Promise<{ readonly messages: readonly { readonly ruleId: string; readonly range: readonly number[] }[] }>;
};
const { creator } = (await import('@secretlint/secretlint-rule-preset-recommend' as string)) as {
  readonly creator: unknown;
};

const { redact } = createRedactor(DEFAULT_POLICY);

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
const values = (text: string): number[] => [...text].map(Number);

/** Their accounts carry the code of the country they belong to. */
const TERRITORIES = 'AX BL GF GG GP IM JE MF MQ NC PF PM RE TF WF YT'.split(' ');

test('ibanLength() is that of the registry as ibantools has it', () => {
  const registered = Object.entries(ibantools.countrySpecs).filter(
    ([country, { chars, IBANRegistry }]) => chars && IBANRegistry && !TERRITORIES.includes(country),
  );

  assert.ok(registered.length > 70);
  for (const [country, { chars }] of registered)
    assert.equal(ibanLength(country.charCodeAt(0), country.charCodeAt(1)), chars, country);
});

test('passesMod97() agrees with ibantools on German IBANs of any digits', () => {
  fc.assert(
    fc.property(digits(18), (account) => {
      for (let check = 2; check < 99; check++) {
        const iban = `DE${String(check).padStart(2, '0')}${account}`;
        assert.equal(passesMod97(iban), ibantools.isValidIBAN(iban), iban);
      }
    }),
    { numRuns: 20 },
  );
});

/** Issuers' prefixes with the lengths that each uses. */
const ISSUERS =
  '4-13 4-16 4-19 51-16 55-16 2221-16 2720-16 34-15 37-15 6011-16 65-16 36-14 3528-16 3589-16 62-16 62-19 2204-16'
    .split(' ')
    .map((issuer) => issuer.split('-') as [string, string]);

test('isCardRange() and passesLuhn() know every card that validator knows', () => {
  let known = 0;
  fc.assert(
    fc.property(fc.constantFrom(...ISSUERS), digits(17), ([prefix, size], rest) => {
      for (let check = 0; check < 10; check++) {
        const card = (prefix + rest).slice(0, Number(size) - 1) + check;
        if (!validator.isCreditCard(card)) continue;
        known++;
        assert.ok(isCardRange(values(card), card.length) && passesLuhn(values(card)), card);
      }
    }),
    { numRuns: 500 },
  );

  assert.ok(known > 100);
});

/** Year, month with the century in it, day: what validator does not ask for. */
const HAS_DATE = /^\d\d(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])/;

const numeric = [...BRAZIL_NUMERIC, ...COMMONWEALTH_NUMERIC, ...EUROPE_AND_JAPAN_NUMERIC];

for (const [type, length, isValid] of [
  ['BR_CPF', 11, (text: string) => validator.isTaxID(text, 'pt-BR')],
  ['BR_CNPJ', 14, (text: string) => validator.isTaxID(text, 'pt-BR')],
  ['CA_SIN', 9, (text: string) => !/^[08]/.test(text) && validator.isTaxID(text, 'en-CA')],
  ['DE_TAX_ID', 11, (text: string) => validator.isTaxID(text, 'de-DE')],
  ['NL_BSN', 9, (text: string) => validator.isTaxID(text, 'nl-NL')],
  ['PL_PESEL', 11, (text: string) => HAS_DATE.test(text) && validator.isIdentityCard(text, 'PL')],
  ['IN_AADHAAR', 12, (text: string) => /^[2-9]/.test(text) && validator.isIdentityCard(text, 'IN')],
] as const) {
  test(`the check of ${type} accepts what validator accepts`, () => {
    const { check } = numeric.find((id) => id.type === type && id.count === length)!;
    let accepted = 0;
    fc.assert(
      fc.property(digits(length - 2), (start) => {
        for (let end = 0; end < 100; end++) {
          const id = start + String(end).padStart(2, '0');
          if (!isValid(id) || /^(\d)\1+$/.test(id)) continue;
          accepted++;
          assert.ok(check(values(id)), id);
        }
      }),
      { numRuns: 200 },
    );

    assert.ok(accepted > 0);
  });
}

test('the check of ES_NIF accepts what validator accepts', () => {
  const { check } = EUROPE_CODED.find(({ type }) => type === 'ES_NIF')!;
  fc.assert(
    fc.property(digits(8), fc.constantFrom('', 'X', 'Y', 'Z'), (number, first) => {
      for (const letter of 'TRWAGMYFPDXBNJZSQVHLCKE') {
        const id = first === '' ? number + letter : first + number.slice(1) + letter;
        assert.equal(check(id), validator.isIdentityCard(id, 'ES'), id);
      }
    }),
    { numRuns: 100 },
  );
});

test('redact() finds every address of a host that validator knows', () => {
  /** With fewer groups, or without a digit, it is no address to whoever reads it either: `::2`, `a::b`. */
  const isTelling = (address: string): boolean => /\d/.test(address) && address.split(':').filter(Boolean).length > 2;
  const host = fc.oneof(fc.ipV4(), fc.ipV6().filter(isTelling)).filter((address) => validator.isIP(address));
  fc.assert(
    fc.property(host, (address) => {
      const { value } = redact(`request from host ${address} refused`);
      const isNobodys = /^(?:127\.0\.0\.1|255\.255\.|\d+\.0\.0\.0$|[0:]+1?$|[f:]+$)/i.test(address);
      assert.ok(isNobodys || value === 'request from host [IP_ADDRESS] refused', `${address}: ${String(value)}`);
    }),
    { numRuns: 500 },
  );
});

test('redact() takes every secret that secretlint reports in the formats and disguises', async () => {
  const rules = [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }];
  let reported = 0;
  for (const { marked } of [...ADVERSARIAL, ...FORMATS]) {
    const { text } = unmark(marked);
    const source = { content: text, filePath: 'text.txt', ext: '.txt', contentType: 'text' };
    const { messages } = await lintSource({ source, options: { config: { rules } } });
    const { findings } = redact(text);
    for (const { ruleId, range } of messages) {
      reported++;
      const [start = 0, end = 0] = range;
      assert.ok(
        findings.some((found) => found.start < end && found.end > start),
        `${ruleId}: ${text}`,
      );
    }
  }

  assert.ok(reported > 20, `${reported} reported`);
});
