/** A judgement as it comes in over OTLP: what was judged, how, by whom, and what that means. */
import type { SpanId, TraceId } from '../../../call/ids.ts';
import type { EpochMs } from '../../../call/units.ts';
import { type Judgement, judge, type StatedJudgement } from './judgement.ts';

/** What was judged; the most exact thing that the client names. Texts are raw. */
export type JudgedTarget =
  | { readonly by: 'span'; readonly traceId: TraceId; readonly spanId: SpanId }
  | { readonly by: 'trace'; readonly traceId: TraceId }
  | { readonly by: 'response' | 'session' | 'client'; readonly value: string };

/** Its texts are as raw as a span's. */
export interface RawJudgement extends StatedJudgement {
  /** Equal for the same judgement sent twice: a seed to derive an id from, not an id to show. */
  readonly seed: string;
  readonly target: JudgedTarget;
  readonly at: EpochMs;
  /** The evaluator's name, where it has one. */
  readonly assessor?: string;
  readonly userId?: string;
  readonly meaning: Judgement;
}

/** Adds to a stated judgement its meaning and its seed. */
export const rawJudgement = (
  stated: StatedJudgement & { readonly assessor?: string; readonly userId?: string },
  { target, at }: { readonly target: JudgedTarget; readonly at: EpochMs },
): RawJudgement => ({
  ...stated,
  target,
  at,
  meaning: judge(stated),
  seed: JSON.stringify([
    target,
    at,
    stated.name,
    stated.value ?? null,
    stated.label ?? null,
    stated.assessor ?? null,
    stated.userId ?? null,
  ]),
});
