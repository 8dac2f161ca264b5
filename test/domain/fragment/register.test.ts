/** Registers: packed entries give back what was put in, and what no register will hold is known beforehand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { factsOf } from '../../../src/domain/call/facts.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { HOUR_MS } from '../../../src/domain/call/units.ts';
import { postingsOf } from '../../../src/domain/fragment/find.ts';
import type { StoredSpan } from '../../../src/domain/fragment/fragment.ts';
import {
  bucketsOf,
  findInRegister,
  packRegister,
  type RegisterEntry,
  registerEntriesOf,
  unregisteredPostings,
} from '../../../src/domain/fragment/register.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';

const ENTRY = fc.record({
  kind: fc.constantFrom('user', 'session', 'response'),
  value: fc.constantFrom('a', 'b', 'c', 'd'),
  at: fc.integer({ min: NOON, max: NOON + HOUR_MS - 1 }),
  traceId: fc.nat(9).map(traceId),
}) as fc.Arbitrary<RegisterEntry>;

const found = (entries: readonly RegisterEntry[], { kind, value }: Pick<RegisterEntry, 'kind' | 'value'>) =>
  packRegister(entries, NOON)
    .filter(({ bucket }) => bucketsOf(kind, value).includes(bucket))
    .flatMap((row) => findInRegister(row.entries, { kind, value }, NOON))
    .map(({ at, traceId: trace }) => `${at} ${trace}`)
    .sort();

for (const fillers of [0, 1_000, 12_000]) {
  const others = Array.from(
    { length: fillers },
    (_, n): RegisterEntry => ({ kind: 'user', value: `other-${n}`, at: NOON + n, traceId: traceId(n) }),
  );

  test(`packRegister() keeps every entry to be found, among ${fillers} others`, () => {
    fc.assert(
      fc.property(fc.array(ENTRY, { maxLength: 20 }), ENTRY, (entries, wanted) => {
        const expected = entries.filter(({ kind, value }) => kind === wanted.kind && value === wanted.value);

        assert.deepEqual(
          found([...others, ...entries], wanted),
          [...new Set(expected.map(({ at, traceId: trace }) => `${at} ${trace}`))].sort(),
        );
      }),
      { numRuns: fillers > 5_000 ? 3 : 30 },
    );
  });
}

test("packRegister() gives the rows of an hour's pieces places of their own, however full their buckets are", () => {
  const full = Array.from(
    { length: 25_000 },
    (_, n): RegisterEntry => ({ kind: 'session', value: 's', at: NOON + (n % HOUR_MS), traceId: traceId(n) }),
  );

  const places = [0, 1, 2].flatMap((piece) =>
    packRegister(full, NOON, piece).map(({ bucket, part }) => `${bucket} ${part}`),
  );

  assert.equal(places.length, 9);
  assert.equal(new Set(places).size, 9);
});

test('packRegister() makes the same rows of the same entries in any order', () => {
  const entries = Array.from(
    { length: 50 },
    (_, n): RegisterEntry => ({ kind: 'session', value: `s${n % 7}`, at: NOON + n, traceId: traceId(n % 11) }),
  );

  assert.deepEqual(packRegister(entries.toReversed(), NOON), packRegister(entries, NOON));
});

const fragmentOf = (spans: readonly StoredSpan[]) => ({ traceId: traceId(0), key: 'k', receivedAt: NOON, spans });

test('unregisteredPostings() and the register together hold every posting, at its time', () => {
  const span = fc.record({
    kind: fc.constantFrom('llm' as const, 'agent' as const, 'embedding' as const),
    start: fc.integer({ min: NOON, max: NOON + 60_000 }),
    user: fc.option(fc.constantFrom('u1', 'u2'), { nil: undefined }),
    sessionId: fc.option(fc.constantFrom('s1', 's2'), { nil: undefined }),
  });

  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 6 }), (fields) => {
      const spans = fields.map((one, n) => aSpan({ ...one, spanId: spanId(n) } as Partial<StoredSpan>));
      const fragment = fragmentOf(spans);
      const facts = spans.filter(({ kind }) => kind === 'llm' || kind === 'embedding').map((one) => factsOf(one));
      const all = new Set(
        [...unregisteredPostings(fragment, NOON), ...registerEntriesOf(facts)].map(
          ({ kind, value, at }) => `${kind} ${value} ${at}`,
        ),
      );

      for (const { kind, value, at } of postingsOf(fragment)) assert.ok(all.has(`${kind} ${value} ${at}`));
    }),
  );
});

test('unregisteredPostings() is all postings of a call that came after its hour was closed', () => {
  const fragment = fragmentOf([aSpan({ sessionId: inOurWords('s') })]);

  assert.equal(unregisteredPostings(fragment, NOON + HOUR_MS + 3 * 60_000).length, 0);
  assert.equal(unregisteredPostings(fragment, NOON + HOUR_MS + 4 * 60_000).length, 1);
});
