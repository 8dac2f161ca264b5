/** Laws that hold for any text: redacting twice, cutting anywhere, hostile input, machine data, disguises. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { measureMasking, readEveryday } from '../../../bench/redaction/everyday/read.ts';
import { HOSTILE, hostileText } from '../../../bench/redaction/hostile.ts';
import { machineData } from '../../../bench/redaction/machine.ts';
import { detectAddresses } from '../../../src/domain/redact/addresses/detect.ts';
import { detectStructured } from '../../../src/domain/redact/detect.ts';
import { createNameMemory } from '../../../src/domain/redact/names/memory.ts';
import { detectPersons } from '../../../src/domain/redact/names/persons.ts';
import type { Scan } from '../../../src/domain/redact/scan.ts';
import { detectInWindows } from '../../../src/domain/redact/windows.ts';
import { ADVERSARIAL, leaks, unmark } from './adversarial/cases.ts';
import { FORMATS } from './adversarial/formats.ts';
import { NAMES, namedRedactor } from './named-redactor.ts';

const { redact } = namedRedactor();

const PARTS = [
  'My name is Jane Williamson.',
  'mail jane@example.com',
  'card 4111 1111 1111 1111 exp 12/27 cvv 123',
  'ssn 123-45-6789',
  'call +1 415 555 2671',
  'iban GB82 WEST 1234 5698 7654 32',
  '123 Main St, Springfield, IL 62704',
  'password: hunter2!X',
  'born 03/05/1980',
  'order 12345678',
  'hello world',
  '\n',
  'ip 203.0.113.9',
  'Dear Mr. Smith,',
  'passport C01X00T47',
  '{"ssn": 219456789}',
  'Regards, Bob',
  'the quick brown fox',
];

test('redact() changes nothing when it is applied to what it gave', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 8 }), (parts) => {
      const once = redact(parts.join(' ')).value as unknown as string;

      assert.equal(redact(once).value, once);
    }),
    { numRuns: 300 },
  );
});

/** What begins like a number, an address or a name and is none, and names that differ in a mark alone. */
const STUMPS = [
  'C++',
  'A+(',
  '+',
  '(',
  '1-',
  '.5',
  '@',
  "O'Brien",
  'O’Brien',
  'Zoë',
  'Zoe',
  'x=',
  '\\101',
  'é',
  '12/',
  '::1',
];

test('redact() gives the same for a text whatever it was given before', () => {
  const texts = fc.array(fc.constantFrom(...PARTS, ...STUMPS), { maxLength: 12 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(texts, texts, texts, (first, second, text) => {
      redact(first);
      const after = redact(text);
      redact(second + second);

      assert.deepEqual(redact(text), after);
    }),
    { numRuns: 1000 },
  );
});

test('redact() never throws, and never fails, on any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      assert.equal(redact(text).failed, false);
    }),
    { numRuns: 500 },
  );
});

test('findings do not depend on where the windows are cut', () => {
  const text = `${PARTS.filter((part) => part !== '\n' && !part.startsWith('{')).join(' and then ')}. `.repeat(2);
  const detect = (scan: Scan): void => {
    detectStructured(scan);
    detectAddresses(scan);
    detectPersons(scan, NAMES, createNameMemory());
  };
  const find = (window: number): string[] =>
    detectInWindows(text, {
      detect,
      keyTopics: 0,
      onWindow: () => {},
      vocabulary: NAMES.vocabulary,
      sizes: { window, overlap: 200 },
    })
      .filter(({ type, confidence }) => type !== 'PERSON' && type !== 'ADDRESS' && confidence >= 0.5)
      .map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
  const whole = find(100_000);

  for (let window = 300; window < 420; window++) {
    assert.deepEqual(find(window), whole, `windows of ${window}`);
  }
});

test('redact() takes time in proportion to the text, however hostile', () => {
  const spent = (text: string): number => {
    const began = process.cpuUsage().user;
    redact(text);
    return (process.cpuUsage().user - began) / 1000;
  };
  const slow = HOSTILE.filter((hostile) => {
    const small = Math.max(spent(hostileText(hostile, 20_000)), 10);
    const large = spent(hostileText(hostile, 160_000));
    return large > small * 8 * 4;
  });

  assert.ok(HOSTILE.length >= 40);
  assert.deepEqual(
    slow.map(({ name }) => name),
    [],
  );
});

test('redact() flags next to nothing in machine data', () => {
  const { findings } = redact(machineData(1_000_000, 99));

  assert.ok(findings.length <= 1, `${findings.length} findings: ${findings.map(({ type }) => type).join(' ')}`);
});

for (const [name, cases] of [
  ['disguises', ADVERSARIAL],
  ['formats', FORMATS],
] as const) {
  test(`redact() leaves no run of a secret in 24 of 25 ${name}`, () => {
    const missed = cases.filter(({ marked }) => {
      const { text, secrets } = unmark(marked);
      const redacted = String(redact(text).value);
      return secrets.some((secret) => leaks(redacted, secret));
    });

    assert.ok(cases.length >= 120);
    assert.ok(missed.length <= cases.length / 25, missed.map(({ marked }) => marked).join('\n'));
  });
}

for (const [half, least] of [
  ['tuned-on', 0.94],
  ['held-out', 0.9],
] as const) {
  test(`redact() masks at least ${100 * least} of 100 labels in the everyday texts, ${half}`, () => {
    const { labels, masked } = measureMasking(readEveryday(half), (text) => redact(text).findings);

    assert.ok(labels > 400);
    assert.ok(masked >= labels * least, `${masked} of ${labels}`);
  });

  test(`redacting the everyday texts twice changes nothing, ${half}`, () => {
    for (const { text } of readEveryday(half)) {
      const once = redact(text).value as string;

      assert.equal(redact(once).value, once);
    }
  });
}
