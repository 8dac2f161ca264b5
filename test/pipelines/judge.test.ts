/** A model judges calls from the store, within its budget, and what it says is redacted before it is kept. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../src/domain/assess/settings.ts';
import { interactionId, type ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { DEFAULT_JUDGE, type JudgeSettings } from '../../src/domain/judge/settings.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import { type JudgeParts, judgeCall } from '../../src/pipelines/judge-call.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';

let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

let projects = 0;
const VERDICT =
  '{"scores":[{"dimension":"relevance","score":0.4,"confidence":0.9,"explanation":"It names jane.roe@example.com instead."}]}';

/** A project whose model says `text`, and counts how often it was asked. */
const aJudge = (choice: Partial<JudgeSettings> = {}, text = VERDICT) => {
  const project = `g${++projects}` as ProjectId;
  const asked: string[] = [];
  const judge = { ...DEFAULT_JUDGE, enabled: true, dimensions: ['relevance'], ...choice };
  const parts: JudgeParts = {
    ...stores,
    stepsOf: async () => ({
      judge,
      assess: DEFAULT_SETTINGS,
      redactor: createRedactor(DEFAULT_POLICY),
      price: createPricer(),
      retentionMs: 1e12,
    }),
    converse: async (_model, { user }) => {
      asked.push(user);
      return { text, usage: { inputTokens: 1000, outputTokens: 100 } };
    },
    clock: () => NOON + 60_000,
    allowedModels: ['amazon.nova-lite-v1:0', 'nobody.knows-this'],
  };
  return {
    project,
    asked,
    keep: (number: number, changes: Partial<StoredSpan> = {}) => {
      const span = aSpan({
        traceId: traceId(number),
        spanId: spanId(number),
        payload: { input: { value: inOurWords('Where is it?') }, output: { value: inOurWords('It is there.') } },
        ...changes,
      });
      const fragments = cutFragments([span], { digest: `d${number}`, receivedAt: NOON });
      return stores.calls.keep(
        { project, digest: `d${number}`, receivedAt: NOON, expiresAt: 1e13, fragments, feedback: [] },
        {},
      );
    },
    judge: (number: number) =>
      judgeCall(
        parts,
        { project, interactionId: interactionId(traceId(number), spanId(number)), probability: 0.2 },
        {},
      ),
    assessments: async (number: number) => (await stores.calls.readTrace(project, traceId(number), {})).assessments,
    spent: () => stores.spend.spentOn(project, { purpose: 'judge', day: '2026-11-21' }, {}),
  };
};

test('judgeCall() keeps the probability with which the call was picked and its payload kept', async () => {
  const judge = aJudge();
  await judge.keep(1);
  await judge.keep(2, { sampling: { kept: true, probability: 0.5, reason: inOurWords('sampled') } });

  await judge.judge(1);
  await judge.judge(2);

  assert.equal((await judge.assessments(1))[0]?.probability, 0.2);
  assert.equal((await judge.assessments(2))[0]?.probability, 0.1);
});

test('judgeCall() does not read what sampling left out, also while it is held', async () => {
  const judge = aJudge();
  const sampling = { kept: false, probability: 0.5, reason: inOurWords('not-sampled') };
  const call = aSpan({ traceId: traceId(1), spanId: spanId(1), sampling });
  const left = { ...call, payload: { output: { value: inOurWords('It is there.') } } };
  const cutting = { digest: 'd', receivedAt: NOON };
  await stores.calls.keep(
    {
      ...{ project: judge.project, expiresAt: 1e13, feedback: [], ...cutting },
      fragments: cutFragments([call], cutting),
      held: { fragments: cutFragments([left], cutting), until: 1e13 },
    },
    {},
  );

  assert.deepEqual(await judge.judge(1), { outcome: 'skipped', why: 'no-payload' });
  assert.equal((await stores.calls.readHeld(judge.project, traceId(1), {})).length, 1);
});

test('judgeCall() keeps scores with what they cost, and redacts what the model says', async () => {
  const judge = aJudge();
  await judge.keep(1);

  const judged = await judge.judge(1);

  // Nova Lite: $0.06 and $0.24 a million tokens.
  assert.deepEqual(judged, { outcome: 'judged', costNanoUsd: 84_000, scores: 1 });
  const [kept] = await judge.assessments(1);
  assert.deepEqual([kept?.score, kept?.assessorType, kept?.costNanoUsd], [0.4, 'model', 84_000]);
  assert.equal(kept?.explanation, 'It names [EMAIL] instead.');
  assert.equal(await judge.spent(), 84_000);
  assert.match(judge.asked[0] ?? '', /Where is it\?[\s\S]*It is there\./);
});

test('judgeCall() pays for a call once, however often the queue brings it', async () => {
  const judge = aJudge();
  await judge.keep(1);

  await judge.judge(1);
  const again = await judge.judge(1);

  assert.deepEqual(again, { outcome: 'skipped', why: 'judged-before' });
  assert.equal(judge.asked.length, 1);
});

test('judgeCall() never exceeds the budget of a day, however many judge at once', async () => {
  const judge = aJudge({ dailyBudgetUsd: 0.001 });
  for (let number = 0; number < 12; number += 1) await judge.keep(number);

  const outcomes = await Promise.all(Array.from({ length: 6 }, (_, number) => judge.judge(number)));
  for (let number = 6; number < 12; number += 1) outcomes.push(await judge.judge(number));

  assert.ok(outcomes.some((one) => one.outcome === 'skipped' && one.why === 'over-budget'));
  assert.ok(outcomes.some(({ outcome }) => outcome === 'judged'));
  assert.ok((await judge.spent()) <= 1_000_000);
});

test('judgeCall() asks nobody where it may not, need not or cannot', async () => {
  const why = async (choice: Partial<JudgeSettings>, span?: Partial<StoredSpan> | undefined) => {
    const judge = aJudge(choice);
    if (span !== undefined) await judge.keep(1, span);
    const judged = await judge.judge(1);
    assert.equal(judge.asked.length, 0);
    return judged.outcome === 'skipped' ? judged.why : judged.outcome;
  };

  assert.equal(await why({ enabled: false }, {}), 'switched-off');
  assert.equal(await why({ model: 'someone.else' }, {}), 'model-not-allowed');
  assert.equal(await why({}), 'unknown-call');
  assert.equal(await why({ model: 'nobody.knows-this' }, {}), 'unpriced');
  assert.equal(await why({ dailyBudgetUsd: 0 }, {}), 'over-budget');
  const sampledOut = aJudge();
  const { payload: _, ...bare } = aSpan({ traceId: traceId(1), spanId: spanId(1) });
  await stores.calls.keep(
    {
      project: sampledOut.project,
      digest: 'bare',
      receivedAt: NOON,
      expiresAt: 1e13,
      fragments: cutFragments([bare], { digest: 'bare', receivedAt: NOON }),
      feedback: [],
    },
    {},
  );
  assert.deepEqual(await sampledOut.judge(1), { outcome: 'skipped', why: 'no-payload' });
});

test('judgeCall() pays for an answer that cannot be read, and keeps nothing of it', async () => {
  const judge = aJudge({}, 'As an AI I would rather not.');
  await judge.keep(1);

  const judged = await judge.judge(1);

  assert.deepEqual(judged, { outcome: 'unreadable', costNanoUsd: 84_000 });
  assert.deepEqual(await judge.assessments(1), []);
});
