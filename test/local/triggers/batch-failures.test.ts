import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedItems } from '../../../local/triggers/batch-failures.ts';

const IDS = new Set(['a', 'b']);

const none: readonly unknown[] = [null, {}, { batchItemFailures: [] }, { batchItemFailures: null }];

for (const report of none)
  test(`the report ${JSON.stringify(report)} means that everything succeeded`, () => {
    assert.deepEqual(failedItems(JSON.stringify(report), IDS), new Set());
  });

test('a report names the items that failed', () => {
  const report = JSON.stringify({ batchItemFailures: [{ itemIdentifier: 'b' }] });

  assert.deepEqual(failedItems(report, IDS), new Set(['b']));
});

const unreadable: readonly unknown[] = [
  'text',
  { batchItemFailures: 'b' },
  { batchItemFailures: [{}] },
  { batchItemFailures: [{ itemIdentifier: '' }] },
  { batchItemFailures: [{ itemIdentifier: null }] },
  { batchItemFailures: [{ itemIdentifier: 'somebody else' }] },
  { batchItemFailures: [null] },
];

for (const report of unreadable)
  test(`the report ${JSON.stringify(report)} cannot be read, so the whole batch failed`, () => {
    assert.equal(failedItems(JSON.stringify(report), IDS), 'all');
  });
