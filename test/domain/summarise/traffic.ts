/** Synthetic traffic of an app with days, nights and weekends: stationary unless a shift is injected. */
import type { CallFacts } from '../../../src/domain/call/facts.ts';
import type { CallProfile } from '../../../src/domain/call/quality.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { addCall } from '../../../src/domain/summarise/add-call.ts';
import { createRollup, type Rollup } from '../../../src/domain/summarise/rollup.ts';
import { factsOf, HOUR_MS, SCOPE } from './facts.ts';

/** A repeatable stream of numbers in [0, 1): mulberry32. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

/** What is injected. */
export interface Shift {
  /** Standard deviations (of the logarithm) by which prompts get longer. */
  readonly promptDeviations?: number;
  readonly refusalRate?: number;
  readonly calls?: number;
  /** Standard deviations by which the app's own numeric feature moves. */
  readonly featureDeviations?: number;
  readonly germanShare?: number;
}

const LOG_SPREAD = 0.7;
const REFUSAL_RATE = 0.05;

/** A Monday, midnight UTC. */
export const MONDAY = Date.UTC(2026, 0, 5);

const REFUSAL = inOurWords('refusal');
const SAFETY = inOurWords('safety');
const MODELS = ['small', 'large', 'mini'].map(inOurWords);
const FEATURES = ['chat', 'search', 'export', 'triage'].map(inOurWords);

/** Calls of an hour of the week: a busy day, a quiet night, half of it at weekends; ten per cent more or less by chance. */
const volume = (hour: number, random: () => number): number => {
  const [day, clock] = [Math.floor(hour / 24), hour % 24];
  const daily = 350 + 250 * Math.sin(((clock - 9) / 24) * 2 * Math.PI);
  return Math.round(daily * (day >= 5 ? 0.6 : 1) * (0.95 + random() * 0.1));
};

/** The roll-up of one hour since `MONDAY`. */
export const hourOfTraffic = (hour: number, random: () => number, shift: Shift = {}): Rollup => {
  const from = MONDAY + hour * HOUR_MS;
  const rollup = createRollup({ ...SCOPE, from, to: from + HOUR_MS });
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() ** 1.7 * values.length)]!;
  const calls = shift.calls ?? volume(hour % 168, random);
  const busy = 1 + calls / 2000;
  for (let n = 0; n < calls; n += 1) {
    const inputLength = Math.round(Math.exp(6 + LOG_SPREAD * (normal() + (shift.promptDeviations ?? 0))));
    const refused = random() < (shift.refusalRate ?? REFUSAL_RATE);
    const failed = random() < 0.01;
    const fields: Partial<CallFacts> = {
      start: from + Math.floor((n / calls) * HOUR_MS),
      model: pick(MODELS),
      feature: pick(FEATURES),
      status: failed ? 'error' : 'ok',
      latencyMs: Math.exp(6.5 + 0.6 * normal()) * busy,
      costNanoUsd: 20_000 + inputLength * 40,
      inputLength,
      outputLength: refused ? 80 : Math.round(Math.exp(6.5 + 0.8 * normal())),
      usage: { inputTokens: Math.ceil(inputLength / 4), outputTokens: 150 + Math.floor(random() * 300) },
      confidence: Math.min(1, Math.max(0, 0.8 + 0.1 * normal())),
      scores: [
        { dimension: REFUSAL, score: refused ? 0 : 1, passed: true },
        { dimension: SAFETY, score: random() < 0.01 ? 0.7 : 1, passed: true },
      ],
    };
    const profile: CallProfile = {
      inputLanguage: random() < (shift.germanShare ?? 0.15) ? 'de' : 'en',
      topic: `t${Math.floor(random() ** 2 * 256)}`,
      features: {
        cart_value: 50 + 20 * (normal() + (shift.featureDeviations ?? 0)),
        plan: random() < 0.2 ? 'pro' : 'free',
      },
    };
    addCall(rollup, factsOf(n, fields), profile);
  }
  return rollup;
};
