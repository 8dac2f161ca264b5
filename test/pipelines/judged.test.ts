/** What is said of calls counts under the call it was said of, whichever came first. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { interactionId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { inOurWords, type Redacted } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import { type FeedbackParts, takeAssessment, takeFeedback } from '../../src/pipelines/feedback.ts';
import { judgementsOn } from '../../src/pipelines/judgements.ts';
import type { JudgementStore } from '../../src/pipelines/ports/judgements.ts';
import { feedbackSummary } from '../../src/pipelines/query-feedback.ts';
import { assessorAgreement, outcomesSummary } from '../../src/pipelines/query-outcomes.ts';
import { rollUpHour } from '../../src/pipelines/roll-up.ts';
import { takeOutcome } from '../../src/pipelines/take-outcome.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';

const HOUR = { kind: 'hour', zone: 'UTC', start: NOON, end: NOON + 3_600_000 } as const;
const keyed = createKeyed('a secret of tests, long enough');
const redactor = createRedactor(DEFAULT_POLICY);
let stores: Stores;
let parts: FeedbackParts;
before(async () => {
  stores = await openStores();
  parts = {
    ...stores,
    keyed,
    stepsOf: async () => ({ redactor, thresholdOf: () => 0.5, retentionMs: 1e12, holdMs: 3_600_000 }),
  };
});
after(() => stores.close());

let projects = 0;
const aProject = (): ProjectId => `j${++projects}` as ProjectId;
let requests = 0;

const keep = (project: ProjectId, ...spans: readonly StoredSpan[]) => {
  const digest = `request-${++requests}`;
  const fragments = cutFragments(spans, { digest, receivedAt: NOON });
  return stores.calls.keep({ project, digest, receivedAt: NOON, expiresAt: 1e13, fragments, feedback: [] }, {});
};

const call = (number: number, changes: Partial<StoredSpan> = {}): StoredSpan =>
  aSpan({ traceId: traceId(number), spanId: spanId(number), start: NOON + number * 1000, ...changes });

const idOf = (number: number): string => interactionId(traceId(number), spanId(number));
const answer = (text: string): Partial<StoredSpan> => ({
  operation: inOurWords('classify'),
  payload: { output: { value: inOurWords(text) } },
});
const arrival = (project: ProjectId) => ({ project, digest: `d${++requests}`, receivedAt: NOON + 120_000 });

test('outcomes count by model and operation, against the answer where no prediction is stated', async () => {
  const project = aProject();
  await keep(project, call(1, answer('Spam.')), call(2, answer('ham')), call(3, answer('spam')));
  for (const [number, expected] of [
    [1, 'spam'],
    [2, 'spam'],
    [3, 'spam'],
    [3, 'spam'],
  ] as const) {
    await takeOutcome(parts, { interaction_id: idOf(number), expected }, arrival(project), {});
  }
  await takeOutcome(
    parts,
    { interaction_id: idOf(1), expected: 7, predicted: 9, outcome_id: 'stars' },
    arrival(project),
    {},
  );

  const { outcomes } = await outcomesSummary(
    { ...stores, clock: () => NOON + 3_000_000, zoneOf: async () => 'UTC' },
    project,
    { days: '1', operation: 'classify' },
    {},
  );

  assert.equal(outcomes.length, 1);
  const [{ model, count, classification, regression, days }] = outcomes as [(typeof outcomes)[number]];
  assert.equal(model, 'gpt-4o-mini');
  assert.equal(count, 4);
  assert.equal(classification?.accuracy, 0.6667);
  assert.equal(regression?.rmse, 2);
  assert.equal(days.length, 1);
});

test('an outcome of a client id finds its call although it was told first', async () => {
  const project = aProject();
  const [trace, span] = [keyed.traceId(project, 'ticket-1'), keyed.spanId(project, 'ticket-1')];
  await takeOutcome(parts, { interaction_id: 'ticket-1', expected: 'yes' }, arrival(project), {});
  await keep(project, aSpan({ traceId: trace, spanId: span, start: NOON, ...answer('yes') }));

  const { figures } = await rollUpHour(stores, project, HOUR, {});

  const [key = '', tally] = [...figures.outcomes.kept][0] ?? [];
  assert.equal(key, '["gpt-4o-mini","classify"]');
  assert.deepEqual([tally?.count, tally?.labels.correct], [1, 1]);
});

test('personal data in ground truth is redacted before it is kept', async () => {
  const project = aProject();
  const outcome = await takeOutcome(
    parts,
    { interaction_id: idOf(1), expected: 'Write to jane.roe@example.com', predicted: { to: 'jane.roe@example.com' } },
    arrival(project),
    {},
  );

  assert.doesNotMatch(JSON.stringify(outcome), /jane/);
});

test('feedback counts under the model and feature of its call, given before the call or an hour after it', async () => {
  const project = aProject();
  const feature = inOurWords('billing');
  const give = (input: object, receivedAt: number) =>
    takeFeedback(parts, { feedback_type: 'thumbs_down', ...input }, { ...arrival(project), receivedAt }, {});
  await give({ correlation_id: 'case-1' }, NOON + 60_000);
  await keep(project, call(4, { feature, correlationId: inOurWords('case-1') }));
  const { feedback } = await give({ trace_id: traceId(4) }, NOON + 5_000_000);

  assert.deepEqual(feedback.subject, { model: 'gpt-4o-mini', provider: 'openai', feature, operation: 'chat' });
  const { figures } = await rollUpHour(stores, project, HOUR, {});
  assert.equal(figures.by.feature.kept.get('billing')?.opinions.negative, 1);
  assert.equal(figures.by.model.kept.get('gpt-4o-mini')?.opinions.negative, 1);
});

test('a summary of feedback says how many days it is of, also where its beginning was asked for', async () => {
  const daysOf = async (query: Record<string, string>) =>
    (await feedbackSummary({ ...stores, clock: () => NOON }, aProject(), query, {})).period_days;

  assert.equal(await daysOf({}), 7);
  assert.equal(await daysOf({ days: '3' }), 3);
  assert.equal(await daysOf({ from: '-1h' }), 1);
  assert.equal(await daysOf({ from: '-30d' }), 30);
  assert.equal(await daysOf({ from: '-30d', to: '-28d' }), 2);
});

test('agreement pairs the scores of people with those of assessors on the same call and dimension, whichever came later', async () => {
  const project = aProject();
  const scored = (score: number): Partial<StoredSpan> => ({
    assessments: [assessment('relevance', score, 'relevance', 'automated')],
  });
  await keep(project, ...[0.9, 0.2, 0.8, 0.1].map((score, at) => call(10 + at, scored(score))));
  const judge = (number: number, score: number, type: 'human' | 'model', after: number) =>
    takeAssessment(
      parts,
      { interaction_id: idOf(number), dimension: 'relevance', score, assessor: type, assessor_type: type },
      { ...arrival(project), receivedAt: NOON + after },
      {},
    );
  for (const [at, score] of [1, 0.1, 0.3, 0.2].entries()) await judge(10 + at, score, 'human', 60_000);
  await judge(10, 0.7, 'model', 30_000);
  await judge(11, 0.9, 'model', 90_000);

  const { agreement, scores } = await assessorAgreement(
    { ...stores, clock: () => NOON + 3_000_000, zoneOf: async () => 'UTC' },
    project,
    { dimension: 'relevance' },
    {},
  );

  const of = (name: string) => agreement.find(({ assessor }) => assessor === name);
  assert.equal(of('relevance')?.count, 4);
  assert.equal(of('relevance')?.same_verdict, 0.75);
  assert.equal(of('relevance')?.kappa, 0.5);
  assert.deepEqual([of('model')?.count, of('model')?.same_verdict], [2, 0.5]);
  assert.deepEqual(
    scores.map(({ assessor_type: type, count }) => [type, count]),
    [
      ['human', 4],
      ['model', 2],
    ],
  );
});

test('scores of calls that chance picked say what they mean for all calls, rarely picked ones weighing more', async () => {
  const project = aProject();
  const judged = [
    ...Array.from({ length: 40 }, (_, at) => ({ score: at % 10 === 0 ? 0.2 : 0.9, probability: 0.1 })),
    ...Array.from({ length: 10 }, () => ({ score: 0, probability: 1 })),
  ];
  for (const [at, { score, probability }] of judged.entries()) {
    const kept = {
      ...assessment('relevance', score, 'judge', 'model'),
      assessmentId: inOurWords(`judged-${at}`),
      target: { by: 'interaction' as const, interactionId: interactionId(traceId(100 + at), spanId(100 + at)) },
      at: NOON + 60_000,
      probability,
    };
    await stores.judgements.keepAssessment(project, kept, { receivedAt: NOON, expiresAt: 1e13 }, {});
  }

  const { scores } = await assessorAgreement(
    { ...stores, clock: () => NOON + 3_000_000, zoneOf: async () => 'UTC' },
    project,
    {},
    {},
  );

  const { of_all_calls: all, mean } = scores[0] as (typeof scores)[0] & { of_all_calls: Record<string, number> };
  assert.ok(Math.abs(mean! - (36 * 0.9 + 4 * 0.2) / 50) < 1e-6);
  assert.ok(Math.abs(all['mean']! - (360 * 0.9 + 40 * 0.2) / 410) < 1e-6);
  assert.ok(Math.abs(all['below_threshold_share']! - 50 / 410) < 1e-6);
  const [low, high] = all['below_threshold_interval'] as unknown as [number, number];
  assert.ok(low > 0.04 && low < 50 / 410 && high > 50 / 410 && high < 0.3, `${low} to ${high}`);
});

const assessment = (dimension: string, score: number, assessor: string, assessorType: 'automated' | 'model') => ({
  dimension: inOurWords(dimension),
  score,
  confidence: 1,
  explanation: inOurWords(''),
  assessor: inOurWords(assessor) as Redacted,
  assessorType,
  threshold: 0.5,
});

test('what is said of a call at a time to come counts from when it arrived, not only when that time has come', async () => {
  const project = aProject();
  await keep(project, call(1));
  const timestamp = '2030-01-01T00:00:00Z';
  const come = arrival(project);

  const { feedback } = await takeFeedback(
    parts,
    { interaction_id: idOf(1), feedback_type: 'thumbs_down', timestamp },
    come,
    {},
  );
  const assessment = await takeAssessment(
    parts,
    { interaction_id: idOf(1), dimension: 'tone', score: 1, assessor: 'us', assessor_type: 'human', timestamp },
    come,
    {},
  );
  const outcome = await takeOutcome(parts, { interaction_id: 'nobody yet', expected: 1, timestamp }, come, {});

  assert.deepEqual([feedback.at, assessment.at, outcome.at], [come.receivedAt, come.receivedAt, come.receivedAt]);
});

test('what was said of the calls of a large trace is asked for a few ids at a time', async () => {
  let [asking, most] = [0, 0];
  const judgements = {
    judgementsOf: async () => {
      most = Math.max(most, ++asking);
      await new Promise(setImmediate);
      asking--;
      return { feedback: [], assessments: [], outcomes: [] };
    },
  } as unknown as JudgementStore;
  const spans = Array.from({ length: 500 }, (_, number) => ({
    ...call(number + 1),
    clientId: inOurWords(`call-${number}`),
    responseId: inOurWords(`response-${number}`),
  }));
  const trace = { traceId: traceId(1), spans, fragments: [], feedback: [], assessments: [], outcomes: [] };

  await judgementsOn(judgements, aProject(), { trace, spans }, {});

  assert.ok(most > 1 && most <= 32, `${most} at once`);
});
