/** What people and assessors say about a call, on the templates that would be deployed. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type Client, startAny } from './service.ts';

let service: Client & { readonly stop: () => Promise<void> };
before(async () => {
  service = await startAny();
});
after(() => service.stop());

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

test('feedback joins its call whether it comes before or after, by any of the ids', async () => {
  const id = `judged-${randomUUID()}`;
  const correlation = `report-${id}`;
  const early = await service.post('/v1/feedback', {
    correlation_id: correlation,
    feedback_type: 'thumbs_down',
    rating: 1,
    comment: 'wrong',
  });
  await service.post('/v1/interactions', { interaction_id: id, correlation_id: correlation, input: 'q', output: 'a' });
  const late = await service.post('/v1/feedback', { interaction_id: id, feedback_type: 'rating', rating: 4 });
  assert.deepEqual([early.status, late.status], [201, 201]);

  const { body } = await service.get(`/v1/interactions/${id}`);

  assert.deepEqual(body.feedback.map(({ rating }: { rating: number }) => rating).toSorted(), [1, 4]);
  const negative = await service.get('/v1/feedback/negative?limit=200');
  assert.ok(negative.body.feedback.some((one: { correlation_id?: string }) => one.correlation_id === correlation));
});

test('feedback finds a call by every id of it, given before or after, stated ids and traceparent included', async () => {
  const [trace, span] = [hex(16), hex(8)];
  const id = `aliased-${randomUUID()}`;
  const targets = [
    { interaction_id: id },
    { interaction_id: `${trace}-${span}` },
    { trace_id: trace },
    { correlation_id: `c-${id}` },
    { response_id: `r-${id}` },
    { session_id: `s-${id}` },
  ];
  const say = (when: string) =>
    Promise.all(
      targets.map((target) =>
        service.post('/v1/feedback', {
          ...target,
          feedback_type: 'comment',
          comment: `${when} ${Object.keys(target)[0]}`,
        }),
      ),
    );
  await say('before');
  const call = {
    interaction_id: id,
    correlation_id: `c-${id}`,
    response_id: `r-${id}`,
    session_id: `s-${id}`,
    input: 'q',
  };
  await service.post('/v1/interactions', { ...call, span_id: span }, { traceparent: `00-${trace}-${hex(8)}-01` });
  await say('after');
  await service.post('/v1/assessments', {
    interaction_id: id,
    dimension: 'accuracy',
    score: 0.2,
    assessor: 'ann',
    assessor_type: 'human',
  });

  const { body } = await service.get(`/v1/interactions/${id}`);

  assert.equal(body.trace_id, trace);
  assert.equal(
    body.feedback.length,
    12,
    JSON.stringify(body.feedback.map(({ comment }: { comment: string }) => comment)),
  );
  assert.ok(body.assessments.some(({ assessor }: { assessor: string }) => assessor === 'ann'));
});

test('the same feedback id twice is one feedback', async () => {
  const id = `fb-${randomUUID()}`;
  const before = (await service.get('/v1/feedback/summary?days=1')).body.total_feedback_count;
  const feedback = { interaction_id: 'anything', feedback_id: id, feedback_type: 'thumbs_up' };

  await service.post('/v1/feedback', feedback);
  const { body } = await service.post('/v1/feedback', feedback);

  assert.equal(body.feedback_id, id);
  assert.equal((await service.get('/v1/feedback/summary?days=1')).body.total_feedback_count, before + 1);
});

test('an assessment is kept with the threshold that it is measured against', async () => {
  const id = `assessed-${randomUUID()}`;
  await service.post('/v1/interactions', { interaction_id: id, input: 'q', output: 'a' });

  const { status, body } = await service.post('/v1/assessments', {
    interaction_id: id,
    dimension: 'safety',
    score: 0.5,
    assessor: 'reviewer',
    assessor_type: 'human',
  });

  assert.equal(status, 201);
  assert.deepEqual([body.threshold, body.passed], [0.95, false]);
  const stored = (await service.get(`/v1/interactions/${id}`)).body.assessments;
  assert.ok(stored.some(({ assessor_type: type }: { assessor_type: string }) => type === 'human'));
});

test('ground truth told later gives the accuracy of the model, and stands with its call', async () => {
  const id = `truth-${randomUUID()}`;
  const operation = `classify-${randomUUID()}`;
  await service.post('/v1/interactions', {
    interaction_id: id,
    model: 'gpt-4o',
    operation,
    input: 'mail',
    output: 'spam',
  });

  const { status } = await service.post('/v1/outcomes', { interaction_id: id, expected: 'spam' });

  assert.equal(status, 201);
  const { body } = await service.get(`/v1/outcomes/summary?days=1&operation=${operation}`);
  assert.deepEqual([body.outcomes[0].model, body.outcomes[0].classification.accuracy], ['gpt-4o', 1]);
  assert.deepEqual((await service.get(`/v1/interactions/${id}`)).body.outcomes, [{ expected: 'spam' }]);
  assert.equal((await service.post('/v1/outcomes', { interaction_id: id })).status, 400);
});

test('how far an assessor judges as people do can be asked for', async () => {
  const id = `agreed-${randomUUID()}`;
  await service.post('/v1/interactions', {
    interaction_id: id,
    input: 'What is the capital of France, please?',
    output: 'The capital of France is Paris.',
  });
  await service.post('/v1/assessments', {
    interaction_id: id,
    dimension: 'safety',
    score: 1,
    assessor: 'ann',
    assessor_type: 'human',
  });

  const { body } = await service.get('/v1/assessments/agreement?days=1&dimension=safety');

  assert.equal(body.agreement[0].assessor, 'safety');
  assert.ok(body.agreement[0].count >= 1);
});

test('feedback adds up and is listed by what its call was, also where only its context says so', async () => {
  const [id, feature] = [`filtered-${randomUUID()}`, `feature-${randomUUID()}`];
  await service.post('/v1/interactions', { interaction_id: id, model: 'gpt-4o', feature, input: 'q', output: 'a' });
  await service.post('/v1/feedback', { interaction_id: id, feedback_type: 'thumbs_down' });
  await service.post('/v1/feedback', {
    interaction_id: `unknown-${id}`,
    feedback_type: 'rating',
    rating: 1,
    context: { feature },
  });

  const ask = async (query: string) => (await service.get(`/v1/feedback/${query}`)).body;

  assert.equal((await ask(`summary?days=1&feature=${feature}`)).total_feedback_count, 2);
  assert.equal((await ask(`summary?days=1&feature=${feature}&model=gpt-4o`)).total_feedback_count, 1);
  assert.equal((await ask(`negative?feature=${feature}`)).feedback.length, 2);
  assert.equal((await ask(`negative?feature=${feature}&to=2026-01-01&from=2025-12-01`)).feedback.length, 0);
  assert.equal((await service.get('/v1/feedback/negative?from=yesterday')).status, 400);
});
