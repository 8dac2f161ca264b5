/**
 * A Langfuse score as a judgement of what it names.
 * @see https://api.reference.langfuse.com/#tag/score/POST/api/public/scores
 */
import { dropAbsent } from '../call/facts.ts';
import type { JsonObject } from '../call/json.ts';
import type { EpochMs } from '../call/units.ts';
import { type JudgedTarget, type RawJudgement, rawJudgement } from '../otlp/dialects/judgements/raw-judgement.ts';
import { asNumber } from '../otlp/dialects/values.ts';
import { idOf, textOf } from './fields.ts';
import { type DerivedIds, spanOf, traceOf } from './ids.ts';

/** Who sends a score, and when. */
export interface ScoreContext {
  readonly ids: DerivedIds;
  readonly at: EpochMs;
  /** Stands for the id of a score that has none. */
  readonly eventId: string;
  /** Whether it came with the public half of a key only, as from a page that people click in. */
  readonly isFromBrowser: boolean;
}

/** The judgement of a score, or what is wrong with it. */
export const readScore = (
  body: JsonObject,
  { ids, at, eventId, isFromBrowser }: ScoreContext,
): RawJudgement | { readonly error: string } => {
  const name = textOf(body, 'name');
  if (name === undefined) return { error: 'body.name is required: a text' };
  const target = targetOf(body, ids);
  if (target === undefined) {
    return {
      error: 'body must name what is judged: a traceId, observationId or sessionId; runs of datasets are not kept',
    };
  }
  const { value } = body;
  if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') {
    return { error: 'body.value must be a number or a text' };
  }
  const type = textOf(body, 'dataType')?.toUpperCase();
  if (type === 'NUMERIC' && asNumber(value) === undefined)
    return { error: 'body.value must be a number: dataType is NUMERIC' };
  if (type === 'BOOLEAN' && ![0, 1, true, false].includes(value as number)) {
    return { error: 'body.value must be 0 or 1: dataType is BOOLEAN' };
  }
  const comment = textOf(body, 'comment');
  const stated = { name, assessorType: isFromBrowser ? ('human' as const) : ('automated' as const) };
  const seed = `langfuse score ${idOf(body, 'id') ?? eventId}`;
  const place = { target, at, seed };
  if (type === 'CORRECTION') {
    const meaning = { is: 'feedback' as const, type: 'correction' as const, correction: String(value) };
    return { ...stated, ...place, meaning: dropAbsent({ ...meaning, comment }) };
  }
  if (type === 'TEXT') {
    const words = [String(value), comment].filter((text) => text !== undefined && text !== '').join(' – ');
    return { ...stated, ...place, meaning: { is: 'feedback', type: 'comment', comment: words } };
  }
  const number = typeof value === 'string' && type === 'CATEGORICAL' ? undefined : asNumber(Number(value));
  return {
    ...rawJudgement(
      dropAbsent({
        ...stated,
        value: Number.isNaN(number) ? undefined : number,
        label: typeof value === 'string' ? value : undefined,
        explanation: comment,
      }),
      place,
    ),
    seed,
  };
};

const targetOf = (body: JsonObject, ids: DerivedIds): JudgedTarget | undefined => {
  const [trace, observation, session] = [idOf(body, 'traceId'), idOf(body, 'observationId'), idOf(body, 'sessionId')];
  if (observation !== undefined && trace !== undefined) {
    return { by: 'span', traceId: traceOf(trace, ids), spanId: spanOf(observation, ids) };
  }
  if (observation !== undefined) return { by: 'client', value: observation };
  if (trace !== undefined) return { by: 'trace', traceId: traceOf(trace, ids) };
  return session === undefined ? undefined : { by: 'session', value: session };
};
