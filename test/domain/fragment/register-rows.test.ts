/** Packed registers lead to all places of an id, and hardly to any other; former ones still give the traces that they were given. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HOUR_MS } from '../../../src/domain/call/units.ts';
import { findTraces, formerBucketsOf } from '../../../src/domain/fragment/former-register.ts';
import {
  bucketsOf,
  findPlaces,
  gatherIds,
  type Id,
  type Place,
  type RegisterRow,
} from '../../../src/domain/fragment/register-rows.ts';
import { NOON, traceId } from '../../builders/spans.ts';

type Entry = Id & Place;

const ENTRY = fc.record({
  kind: fc.constantFrom('user', 'session', 'response'),
  value: fc.constantFrom('a', 'b', 'c', 'd'),
  // A row may stand a minute behind the hour whose call it holds.
  at: fc.oneof(fc.integer({ min: NOON, max: NOON + HOUR_MS + 60_000 }), fc.integer({ min: NOON, max: NOON + 3 })),
  slice: fc.oneof(fc.nat(3), fc.nat(255)),
}) as fc.Arbitrary<Entry>;

const packed = (entries: readonly Entry[]): readonly RegisterRow[] => {
  const ids = gatherIds(NOON);
  for (const entry of entries) ids.add(entry, entry);
  return ids.pack();
};

const found = (rows: readonly RegisterRow[], id: Id): readonly string[] =>
  rows
    .filter(({ bucket }) => bucketsOf(id).includes(bucket))
    .flatMap((row) => findPlaces(row.entries, id, NOON))
    .map(({ at, slice }) => `${at - NOON} ${slice}`)
    .sort();

const evenly = (count: number): readonly Entry[] =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'user',
    value: `other-${n}`,
    at: NOON + Math.floor((n * HOUR_MS) / count),
    slice: n % 4,
  }));

// As many as make each level.
for (const fillers of [0, 2_000, 5_000, 20_000, 60_000, 200_000]) {
  const others = evenly(fillers);

  test(`a register leads to all places of an id, and to few others, among ${fillers} ids`, () => {
    fc.assert(
      fc.property(fc.array(ENTRY, { maxLength: 20 }), ENTRY, (entries, wanted) => {
        const expected = entries.filter(({ kind, value }) => kind === wanted.kind && value === wanted.value);

        const places = found(packed([...others, ...entries]), wanted);

        const known = new Set(expected.map(({ at, slice }) => `${at - NOON} ${slice}`));
        assert.deepEqual(
          [...known].filter((place) => !places.includes(place)),
          [],
        );
        assert.ok(places.length <= known.size + 3, `${places.length} places instead of ${known.size}`);
      }),
      { numRuns: fillers > 2_000 ? 1 : 30 },
    );
  });
}

test('a register has the same rows for the same entries in any order', () => {
  const entries = evenly(50);

  assert.deepEqual(packed(entries.toReversed()), packed(entries));
});

test("a register has places of their own for the rows of an hour's pieces, however full their buckets are", () => {
  const ids = gatherIds(NOON);
  const places = [0, 1, 2].flatMap((piece) => {
    for (let n = 0; n < 120_000; n++) ids.add({ kind: 'session', value: 's' }, { at: NOON + piece + 5 * n, slice: 0 });
    return ids.pack().map(({ bucket, part }) => `${bucket} ${part}`);
  });

  assert.equal(places.length, 9);
  assert.equal(new Set(places).size, 9);
});

test('an hour that is registered again, less of it or in another order, loses nothing that it led to', () => {
  fc.assert(
    fc.property(
      fc.array(ENTRY, { maxLength: 9 }),
      fc.array(fc.array(fc.nat(8)), { maxLength: 3 }),
      (entries, tries) => {
        const kept = new Map<string, RegisterRow>();
        for (const seen of [entries, ...tries.map((some) => some.flatMap((n) => entries[n] ?? []))]) {
          const ids = gatherIds(NOON);
          // Three at a time, as pieces are.
          for (let at = 0; at < seen.length; at += 3) {
            for (const entry of seen.slice(at, at + 3)) ids.add(entry, entry);
            for (const row of ids.pack()) kept.set(`${row.bucket} ${row.part}`, row);
          }
        }

        for (const { at, slice, ...id } of entries)
          assert.ok(found([...kept.values()], id).includes(`${at - NOON} ${slice}`));
      },
    ),
  );
});

test('a register takes five bytes an id of an hour in which calls come once in two seconds', () => {
  const calls = evenly(1_800);
  const entries = calls.flatMap((call): readonly Entry[] => [call, { ...call, kind: 'session' }]);

  const bytes = packed(entries).reduce((sum, row) => sum + row.entries.length, 0);

  assert.ok(bytes <= 5 * entries.length, `${bytes} bytes for ${entries.length} ids`);
});

test('a register refuses what its rows could not tell apart', () => {
  const ids = gatherIds(NOON);
  const id = { kind: 'user', value: 'u' } as const;

  assert.throws(() => ids.add(id, { at: NOON - 1, slice: 0 }), RangeError);
  assert.throws(() => ids.add(id, { at: NOON, slice: 256 }), RangeError);
});

/** Rows as the release before wrote them, of hours of 3 and of 6,401 ids: the session `a` at noon and 7 ms later, in two traces. */
const FORMER = [
  {
    bucket: 'a0',
    entries: 'FBIFwqS0AAAADgAAAAAAAAAAAAAAAAAAAAP6FHuapxwAAAAAAAAAAAAAAAAAAAAAAAAAAfoUe5qnHAAAAAcAAAAAAAAAAAAAAAAAAAAC',
  },
  {
    bucket: 'c438',
    entries:
      'sYtzCaK2AACswgAAAAAAAAAAAAAAAAAAGK/Mv17u95QAAI/NAAAAAAAAAAAAAAAAAAAUjND5ETGZiQAAAJMAAAAAAAAAAAAAAAAAAAAW07P6BMvxAAAVhQAAAAAAAAAAAAAA' +
      'AAAAAxT6FHuapxwAAAAAAAAAAAAAAAAAAAAAAAAAAfoUe5qnHAAAAAcAAAAAAAAAAAAAAAAAAAAC',
  },
];

for (const { bucket, entries } of FORMER) {
  test(`a row ${bucket} of a former register gives its traces`, () => {
    const id = { kind: 'session', value: 'a' } as const;

    const traces = findTraces(Buffer.from(entries, 'base64'), id, NOON);

    assert.ok(formerBucketsOf(id).includes(bucket));
    assert.deepEqual(traces, [
      { at: NOON, traceId: traceId(0) },
      { at: NOON + 7, traceId: traceId(1) },
    ]);
  });
}

test('the buckets of former registers are where they were, and none of them is one of today', () => {
  const id = { kind: 'session', value: 'a' } as const;

  assert.deepEqual(formerBucketsOf(id), ['a0', 'd6', 'b22', 'c438']);
  const levelsOf = (buckets: readonly string[]) => new Set(buckets.map((bucket) => bucket[0]));
  assert.equal(levelsOf([...bucketsOf(id), ...formerBucketsOf(id)]).size, 10);
});
