import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaceBetween } from '../../tools/markers.ts';

const PAGE = 'before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n';

test('replaceBetween() replaces what stands between the markers as it is, dollars included', () => {
  const page = replaceBetween(PAGE, 'figures', "costs $1, $& and $'");

  assert.equal(page, "before\n<!-- figures -->\ncosts $1, $& and $'\n<!-- /figures -->\nafter\n");
});

test('replaceBetween() refuses a page without the markers, or with two of one', () => {
  assert.throws(() => replaceBetween(PAGE, 'drift', ''), /add the markers/);
  assert.throws(() => replaceBetween(PAGE + PAGE, 'figures', ''), /twice/);
});
