/**
 * Has a model judge one call: reads it redacted from the store, asks within the day's budget, keeps what the model said, redacted
 * once more, as assessments. Never on the path of ingest; a queue brings the ids.
 */
import { conversationOf } from '../domain/assess/conversation.ts';
import type { AssessmentSettings } from '../domain/assess/settings.ts';
import { thresholdOf } from '../domain/assess/settings.ts';
import { dropAbsent } from '../domain/call/facts.ts';
import { inOurWords } from '../domain/call/redacted.ts';
import { DAY_MS, fromUsd, type Milliseconds, type NanoUsd, toIso } from '../domain/call/units.ts';
import { type Cost, knownCost, type Usage } from '../domain/call/usage.ts';
import { judgePrompt, PROMPT_VERSION } from '../domain/judge/prompt.ts';
import type { JudgeSettings } from '../domain/judge/settings.ts';
import { readVerdicts, type Verdict } from '../domain/judge/verdict.ts';
import type { PricedCall } from '../domain/price/pricer.ts';
import { redactText } from '../domain/redact/redact-fields.ts';
import type { Redactor } from '../domain/redact/redactor.ts';
import type { CallStore } from './ports/calls.ts';
import type { Converse, JudgeMessage, SpendStore } from './ports/judge.ts';
import type { JudgementStore, KeptAssessment } from './ports/judgements.ts';
import type { Clock, Waiting } from './ports/time.ts';
import type { OfProject } from './project-settings.ts';
import { withPayloads } from './read-trace.ts';
import { resolveTarget } from './resolve-target.ts';

/** The steps as a project's settings make them. */
export interface JudgeSteps {
  readonly judge: JudgeSettings;
  readonly assess: AssessmentSettings;
  readonly redactor: Redactor;
  readonly price: (call: PricedCall) => Cost;
  readonly retentionMs: Milliseconds;
}

export interface JudgeParts {
  readonly calls: CallStore;
  readonly judgements: JudgementStore;
  readonly spend: SpendStore;
  readonly stepsOf: OfProject<JudgeSteps>;
  readonly converse: Converse;
  readonly clock: Clock;
  /** Models that this stage may ask. */
  readonly allowedModels: readonly string[];
}

/** What became of a request to judge. */
export type Judged =
  | { readonly outcome: 'judged'; readonly costNanoUsd: NanoUsd; readonly scores: number }
  | { readonly outcome: 'unreadable'; readonly costNanoUsd: NanoUsd }
  | { readonly outcome: 'skipped'; readonly why: SkipReason };

export type SkipReason =
  | 'switched-off'
  | 'model-not-allowed'
  | 'unknown-call'
  | 'judged-before'
  | 'no-payload'
  | 'unpriced'
  | 'over-budget';

/** Tokens of an answer at most: eight dimensions with a sentence each take some 400. */
const MAX_ANSWER_TOKENS = 1_000;
/** Characters of a token at the least, for the estimate before: English has four, other scripts fewer. */
const CHARACTERS_A_TOKEN = 2;

export const judgeCall = async (
  parts: JudgeParts,
  { project, interactionId, probability }: JudgeMessage,
  waiting: Waiting,
): Promise<Judged> => {
  const steps = await parts.stepsOf(project, waiting);
  const { judge } = steps;
  if (!judge.enabled) return skipped('switched-off');
  if (!parts.allowedModels.includes(judge.model)) return skipped('model-not-allowed');
  const now = parts.clock();
  const call = await resolveTarget(
    parts.calls,
    project,
    { target: { by: 'interaction', interactionId }, at: now },
    waiting,
  );
  if (call === undefined) return skipped('unknown-call');
  const assessor = inOurWords(`judge-${PROMPT_VERSION}:${judge.model}`);
  const isJudged = (one: KeptAssessment): boolean =>
    one.assessor === assessor && one.target.by === 'interaction' && one.target.interactionId === interactionId;
  if (call.trace.assessments.some(isJudged)) return skipped('judged-before');
  const [span] = await withPayloads(parts.calls, [call.span], waiting);
  const conversation = span === undefined || span.payloadMissing ? undefined : conversationOf(span);
  if (conversation === undefined) return skipped('no-payload');

  const { system, prompt, given, output } = conversation;
  const texts = { system: system.text, prompt: prompt.text, given: given.text, answer: output.text };
  const asked = judgePrompt({ id: interactionId, ...texts }, judge.dimensions);
  const costOf = (usage: Usage): NanoUsd | undefined =>
    knownCost(steps.price({ provider: 'aws.bedrock', model: judge.model, usage, start: now }));
  const most = costOf({
    inputTokens: Math.ceil((asked.system.length + asked.user.length) / CHARACTERS_A_TOKEN),
    outputTokens: MAX_ANSWER_TOKENS,
  });
  if (most === undefined) return skipped('unpriced');

  // What it may cost at most is set aside first: however many judge at once, a day never costs more than its budget.
  const day = toIso(now).slice(0, 10);
  const limit = fromUsd(judge.dailyBudgetUsd);
  const account = { purpose: 'judge' as const, day, expiresAt: now + 7 * DAY_MS };
  if (!(await parts.spend.reserve(project, account, { amount: most, limit }, waiting))) return skipped('over-budget');
  let cost: NanoUsd = 0;
  let verdicts: readonly Verdict[] = [];
  try {
    const answer = await parts.converse(judge.model, asked, { maxTokens: MAX_ANSWER_TOKENS }, waiting);
    cost = costOf(answer.usage) ?? most;
    verdicts = readVerdicts(answer.text, judge.dimensions);
  } finally {
    await parts.spend.settle(project, account, cost - most, waiting);
  }
  if (verdicts.length === 0) return { outcome: 'unreadable', costNanoUsd: cost };

  const times = { receivedAt: now, expiresAt: now + steps.retentionMs };
  for (const [at, verdict] of verdicts.entries()) {
    const assessment: KeptAssessment = dropAbsent({
      assessmentId: inOurWords(`${assessor}.${interactionId.slice(33)}.${at}`),
      target: { by: 'interaction' as const, interactionId },
      dimension: steps.redactor.redactLabel(verdict.dimension),
      score: verdict.score,
      confidence: verdict.confidence,
      explanation: redactText(steps.redactor, verdict.explanation),
      assessor,
      assessorType: 'model' as const,
      threshold: thresholdOf(steps.assess, verdict.dimension),
      // Each score has its part of the cost, and together they have all of it.
      costNanoUsd: Math.floor((cost * (at + 1)) / verdicts.length) - Math.floor((cost * at) / verdicts.length),
      // A judge reads what sampling kept, by a chance of its own: what it left out is held for complaints alone.
      probability: probability * (span?.sampling?.probability ?? 1),
      at: now,
    });
    await parts.judgements.keepAssessment(project, assessment, times, waiting);
  }
  return { outcome: 'judged', costNanoUsd: cost, scores: verdicts.length };
};

const skipped = (why: SkipReason): Judged => ({ outcome: 'skipped', why });
