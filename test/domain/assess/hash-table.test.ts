/** The table that assessors look words up in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHashTable } from '../../../src/domain/assess/hash-table.ts';

test('createHashTable() finds each entry, the last of those with one hash, and nothing else', () => {
  const hash = fc.oneof(fc.integer(), fc.integer({ min: -8, max: 8 }));
  const entries = fc.array(fc.tuple(hash, fc.integer({ min: 1, max: 1000 })), { maxLength: 400 });

  fc.assert(
    fc.property(entries, fc.array(hash), (all, others) => {
      const table = createHashTable(all);

      const known = new Map(all);
      for (const one of [...known.keys(), ...others]) assert.equal(table.get(one), known.get(one) ?? 0);
    }),
  );
});

test('createHashTable() grows until hashes that want the same places have room', () => {
  const alike = Array.from({ length: 40 }, (_, at) => [at << 20, at + 1] as const);

  const table = createHashTable(alike);

  for (const [hash, value] of alike) assert.equal(table.get(hash), value);
});
