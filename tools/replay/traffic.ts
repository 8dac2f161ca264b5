/** Calls of a help desk as they would be kept: a busy day, a quiet night, less at weekends, and whatever the conditions say. */
import type { SpanId, TraceId, UserPseudonym } from '../../src/domain/call/ids.ts';
import type { Feedback } from '../../src/domain/call/quality.ts';
import { inOurWords, type Redacted, type RedactedJson } from '../../src/domain/call/redacted.ts';
import type { RedactedSpan } from '../../src/domain/call/span.ts';
import type { Conditions } from './incidents.ts';
import type { Random } from './random.ts';

const MINUTE_MS = 60_000;

/** Calls within `minutes` minutes of a time of the week: at most some 60 in five minutes, 15 at night. */
const volumeOf = (minute: number, minutes: number, { volume = 1, stopped = false }: Conditions, random: Random) => {
  if (stopped) return 0;
  const [day, hour] = [Math.floor(minute / 1440) % 7, (minute % 1440) / 60];
  const daily = 7.5 + 4.5 * Math.sin(((hour - 8.5) / 24) * 2 * Math.PI);
  const expected = daily * minutes * (day >= 5 ? 0.6 : 1) * volume;
  return Math.max(1, Math.round(expected + Math.sqrt(expected) * random.normal()));
};

const MODELS = ['gpt-4o-mini', 'gpt-4o-mini', 'gpt-4o', 'claude-sonnet-4-5'].map(inOurWords);
/** Dollars a million tokens, near enough for a story. */
const PRICES: Readonly<Record<string, readonly [input: number, output: number]>> = {
  'gpt-4o-mini': [0.15, 0.6],
  'gpt-4o': [2.5, 10],
  'claude-sonnet-4-5': [3, 15],
};
const FEATURES = ['answers', 'summaries', 'triage'].map(inOurWords);
const OPENAI = inOurWords('openai');
const ANTHROPIC = inOurWords('anthropic');
const [RELEVANCE, COHERENCE, HALLUCINATION] = ['relevance', 'coherence', 'hallucination'].map(inOurWords) as [
  Redacted,
  Redacted,
  Redacted,
];
const CODE = inOurWords('replay');

const assessment = (dimension: Redacted, failed: boolean, random: Random) => ({
  dimension,
  score: failed ? 0.2 + 0.2 * random.next() : 0.75 + 0.25 * random.next(),
  threshold: 0.5,
  confidence: 0.8,
  explanation: CODE,
  assessor: CODE,
  assessorType: 'automated' as const,
});

let calls = 0;

const callOf = (start: number, conditions: Conditions, random: Random): RedactedSpan => {
  const { tokens = 1, latency = 1, errorShare = 0.008, failedAssessments = 0.02 } = conditions;
  const number = ++calls;
  const model = random.pick(MODELS);
  const failed = random.chance(errorShare);
  const latencyMs = random.skewed(1_500, 0.7) * latency;
  const inputTokens = Math.round(random.skewed(1_400, 0.6) * tokens);
  const outputTokens = failed ? 0 : Math.round(random.skewed(260, 0.5) * Math.sqrt(tokens));
  const [input, output] = PRICES[model] ?? [0, 0];
  const findings = conditions.findingsPerCall ?? (random.chance(0.3) ? Math.ceil(3 * random.next()) : 0);
  return {
    traceId: number.toString(16).padStart(32, '0') as TraceId,
    spanId: number.toString(16).padStart(16, '0') as SpanId,
    kind: 'llm',
    model,
    provider: model.startsWith('gpt') ? OPENAI : ANTHROPIC,
    feature: random.pick(FEATURES),
    start,
    end: start + latencyMs,
    latencyMs,
    timeToFirstTokenMs: random.skewed(400, 0.5) * latency,
    status: failed ? 'error' : 'ok',
    usage: { inputTokens, outputTokens },
    cost: random.chance(0.01)
      ? { source: 'unpriced', reason: 'no-usage' }
      : { source: 'client', nanoUsd: Math.round((inputTokens * input + outputTokens * output) * 1_000) },
    sessionId: inOurWords(`s${Math.floor(number / 4)}`),
    user: `u_${Math.floor(number / 9)}` as UserPseudonym,
    outputLength: outputTokens * 4,
    inputLength: inputTokens * 4,
    validationFailed: random.chance(0.01),
    ...(random.chance(0.0008) ? { safety: [{ category: inOurWords('toxicity'), action: inOurWords('blocked') }] } : {}),
    ...(findings > 0 ? { redactions: { EMAIL: Math.ceil(findings * (0.7 + 0.6 * random.next())) } } : {}),
    ...(failed
      ? {}
      : {
          assessments: [
            assessment(RELEVANCE, random.chance(failedAssessments), random),
            assessment(COHERENCE, random.chance(failedAssessments / 2), random),
            assessment(HALLUCINATION, random.chance(failedAssessments / 2), random),
          ],
        }),
    source: 'api',
  };
};

/** What one stretch of minutes brings: calls in one request, and what people said about answers. */
export interface Stretch {
  readonly spans: readonly RedactedSpan[];
  readonly feedback: readonly Pick<Feedback<Redacted, RedactedJson>, 'type' | 'rating'>[];
}

/** @param start when the stretch begins; `minute` is the same as minutes since Monday, midnight */
export const trafficOf = (
  { start, minute, minutes }: { readonly start: number; readonly minute: number; readonly minutes: number },
  conditions: Conditions,
  random: Random,
): Stretch => {
  const count = volumeOf(minute, minutes, conditions, random);
  const spans = Array.from({ length: count }, (_, index) =>
    callOf(start + ((index + random.next()) / count) * minutes * MINUTE_MS, conditions, random),
  );
  const dislike = 0.12 + 2 * ((conditions.failedAssessments ?? 0.02) - 0.02);
  const thumbs = spans.filter(() => random.chance(0.06));
  return {
    spans,
    feedback: thumbs.map(() => ({ type: random.chance(dislike) ? ('thumbs_down' as const) : ('thumbs_up' as const) })),
  };
};
