/** Each assessor against its labelled cases: enough of them, hard ones among them, and few got wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASSESSOR_NAMES } from '../../../src/domain/assess/settings.ts';
import { judgeCases } from './case-sets.ts';

const LEAST_CASES = 40;
const LEAST_PRECISION = 0.92;
const LEAST_RECALL = 0.85;

for (const name of ASSESSOR_NAMES) {
  test(`${name} tells its labelled cases apart`, () => {
    const { bad, fine, precision, recall, missed, wronglyFlagged } = judgeCases(name);

    assert.ok(bad + fine >= LEAST_CASES && bad >= 20 && fine >= 20, `${bad} bad and ${fine} fine cases`);
    assert.ok(recall >= LEAST_RECALL, `misses ${missed.join('\n')}`);
    assert.ok(precision >= LEAST_PRECISION, `wrongly flags ${wronglyFlagged.join('\n')}`);
  });
}
