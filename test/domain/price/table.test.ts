import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHEETS } from '../../../src/domain/price/table.ts';
import { lineOf } from '../../../tools/prices/catalogue.ts';
import { compileSheets } from '../../../tools/prices/compile.ts';

test('the price table is what its sources make; run npm run prices:update when it is not', () => {
  const compiled = compileSheets().map(({ seller, merged }) => [seller, merged.entries.map(lineOf)]);

  const committed = Object.entries(SHEETS).map(([seller, lines]) => [seller, lines.trim().split('\n')]);

  assert.deepEqual(committed, compiled);
});

test('the price table stays small enough to ride in a function', () => {
  const bytes = Object.values(SHEETS).reduce((sum, lines) => sum + Buffer.byteLength(lines), 0);

  assert.ok(bytes < 60_000, `${bytes} bytes`);
});
