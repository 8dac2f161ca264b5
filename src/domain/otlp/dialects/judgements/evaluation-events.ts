/** OpenTelemetry's evaluation results, as span events and as log records. */
import { dropAbsent } from '../../../call/facts.ts';
import type { EpochMs } from '../../../call/units.ts';
import type { Attributes } from '../../wire/model.ts';
import { asId, asNumber, asText } from '../values.ts';
import { type JudgedTarget, type RawJudgement, rawJudgement } from './raw-judgement.ts';

/** @see https://github.com/open-telemetry/semantic-conventions-genai (gen_ai.evaluation.result) */
export const EVALUATION_EVENT = 'gen_ai.evaluation.result';

/** Where the event stands, if that tells what was judged. */
export interface EventPlace {
  readonly target?: JudgedTarget;
  readonly at: EpochMs;
}

/** The judgement of an event; undefined when it names nothing, or nothing that was judged. */
export const readEvaluation = (attributes: Attributes, { target, at }: EventPlace): RawJudgement | undefined => {
  const text = (name: string): string | undefined => asText(attributes[name] ?? null);
  const name = text('gen_ai.evaluation.name');
  const response = asId(attributes['gen_ai.response.id'] ?? null);
  const judged = target ?? (response === undefined ? undefined : ({ by: 'response', value: response } as const));
  if (name === undefined || judged === undefined) return undefined;
  const evaluator = text('gen_ai.evaluation.evaluator.name') ?? text('gen_ai.evaluation.evaluator.id');
  return rawJudgement(
    dropAbsent({
      name,
      value: asNumber(attributes['gen_ai.evaluation.score.value'] ?? null),
      label: text('gen_ai.evaluation.score.label'),
      explanation: text('gen_ai.evaluation.explanation'),
      assessor: evaluator,
      assessorType: typeOf(text('gen_ai.evaluation.evaluator.type') ?? ''),
    }),
    { target: judged, at },
  );
};

/** The convention names no kind of evaluator; where a client does all the same, it is believed. */
const typeOf = (stated: string): RawJudgement['assessorType'] =>
  /human|user|annotator/i.test(stated) ? 'human' : /llm|model|judge/i.test(stated) ? 'model' : 'automated';
