import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstRows } from '../../../src/domain/summarise/report/first-rows.ts';
import { judgedTable } from '../../../src/domain/summarise/report/truth.ts';
import { addLaterScore, createRollup } from '../../../src/domain/summarise/rollup.ts';
import { SCOPE } from './facts.ts';

test('firstRows() says what it leaves out, beside what the table says anyway', () => {
  const shown = (count: number, note?: string) =>
    firstRows(
      Array.from({ length: count }, (_, at) => at),
      {
        most: 2,
        rowOf: (at) => [at],
        ...(note === undefined ? {} : { note }),
      },
    );

  assert.deepEqual(shown(2), { rows: [[0], [1]] });
  assert.deepEqual(shown(5), { rows: [[0], [1]], note: '3 more' });
  assert.deepEqual(shown(2, 'all compared'), { rows: [[0], [1]], note: 'all compared' });
  assert.deepEqual(shown(3, 'all compared'), { rows: [[0], [1]], note: 'all compared; 1 more' });
});

test('judgedTable() cut no dimension without a word, as it did past the twelfth', () => {
  const rollup = createRollup(SCOPE);
  for (let n = 0; n < 20; n++) {
    addLaterScore(rollup, { dimension: `dimension ${n}`, assessorType: 'human', score: 1, passed: true });
  }

  const table = judgedTable(rollup.figures);

  assert.equal((table?.rows.length ?? 0) + Number(/(\d+) more/.exec(table?.note ?? '')?.[1]), 20);
});
