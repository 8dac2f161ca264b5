/** Ids of a span after redaction: what they tell apart and what finds them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProjectId } from '../../../src/domain/call/ids.ts';
import { createKeyed } from '../../../src/domain/call/keyed.ts';
import type { RawSpan } from '../../../src/domain/call/span.ts';
import { boundSpan } from '../../../src/domain/normalise/bound-span.ts';
import { redactIdentifier, redactSpan } from '../../../src/domain/redact/redact-span.ts';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';

const steps = {
  project: 'p' as ProjectId,
  redactor: createRedactor(DEFAULT_POLICY),
  keyed: createKeyed('a secret of tests, long enough'),
};
const IDS = ['clientId', 'sessionId', 'correlationId', 'responseId'] as const;

const kept = (id: string) => {
  const ids = Object.fromEntries([...IDS, 'userId'].map((field) => [field, id]));
  return redactSpan(
    boundSpan({ traceId: 't', spanId: 's', kind: 'llm', start: 1, ...ids } as unknown as RawSpan),
    steps,
  );
};

test('ids that are longer than a key may be stay apart, although they begin alike, and are found by the whole', () => {
  for (const start of ['conversation '.repeat(30), 'c'.repeat(300)]) {
    const [one, other] = [kept(`${start}one`), kept(`${start}other`)];

    for (const field of IDS) {
      assert.notEqual(one[field], other[field]);
      assert.equal(one[field], redactIdentifier(`${start}one`, steps));
      assert.ok((one[field] as string).length <= 256);
    }
    assert.notEqual(one.user, other.user);
    assert.equal(one.user, steps.keyed.user(steps.project, `${start}one`));
  }
});
