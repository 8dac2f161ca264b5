/** What people and others say of a call must say of which. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeAssessment } from '../../../src/domain/decode/assessment.ts';
import { decompress } from '../../../src/domain/decode/body.ts';
import { decodeFeedback } from '../../../src/domain/decode/feedback.ts';
import { decodeOutcome } from '../../../src/domain/decode/outcome.ts';

test('judgements without an id of what they judge are refused, an empty one included', () => {
  const assessment = { dimension: 'accuracy', score: 1, assessor: 'eva', assessor_type: 'human' };
  for (const id of [{}, { interaction_id: '' }, { interaction_id: null }]) {
    for (const [decode, rest] of [
      [decodeAssessment, assessment],
      [decodeOutcome, { expected: 'yes' }],
      [decodeFeedback, { feedback_type: 'thumbs_up' }],
    ] as const) {
      const body = decompress(Buffer.from(JSON.stringify({ ...id, ...rest })));

      assert.throws(
        () => decode(body),
        ({ problems }: { readonly problems: readonly { readonly path: string }[] }) =>
          problems.length === 1 && problems[0]?.path === 'interaction_id',
      );
    }
  }
});
