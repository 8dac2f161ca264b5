/**
 * Facts as the by-time index carries them: arrays by position, for names would double them and an index row is paid for by the
 * kilobyte. Positions are a stored format: append, never reorder.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { CallFacts } from '../../../domain/call/facts.ts';
import { interactionId, type SpanId, type TraceId } from '../../../domain/call/ids.ts';
import { DAY_MS, type EpochMs } from '../../../domain/call/units.ts';
import { packSaid, unpackText } from './packed-text.ts';

const FIELDS = [
  'spanId',
  'parentSpanId',
  'kind',
  'start',
  'complete',
  'operation',
  'name',
  'provider',
  'model',
  'status',
  'errorType',
  'httpStatus',
  'latencyMs',
  'timeToFirstTokenMs',
  'usage',
  'costNanoUsd',
  'unpriced',
  'sessionId',
  'user',
  'correlationId',
  'responseId',
  'environment',
  'service',
  'release',
  'feature',
  'inputLength',
  'outputLength',
  'confidence',
  'cacheHit',
  'validationFailed',
  'safetyCategories',
  'finishReasons',
  'scores',
  'redactions',
  'redactionFailed',
  'resources',
  'profile',
  'unassessed',
] as const satisfies readonly (keyof CallFacts)[];

/** How `complete` stands in a row: a settled call is complete, and a wrapper is known by settled calls only. */
const COMPLETE = { settled: 2, wrapper: 3 } as const;

const completeOf = ({ complete, settled, isWrapper }: CallFacts): boolean | number =>
  settled !== true ? complete : isWrapper === true ? COMPLETE.wrapper : COMPLETE.settled;

/** One fragment's facts as an attribute of a row that the index has at an instant. */
export const encodeFacts = (facts: readonly CallFacts[], at: EpochMs): { readonly B: Uint8Array } => {
  const rows = facts.map((fact) => {
    const row: unknown[] = FIELDS.map((field) => encoded(fact, field, Math.floor(at)));
    while (row.at(-1) === null) row.pop();
    return row;
  });
  return { B: packSaid(JSON.stringify(rows), 'facts', facts.length === 1) };
};

const encoded = (fact: CallFacts, field: (typeof FIELDS)[number], at: EpochMs): unknown => {
  if (field === 'start') return fact.start - at;
  if (field === 'complete') return completeOf(fact);
  if (field === 'profile') return packed(fact.profile);
  if (field === 'scores')
    return fact.scores?.map(({ dimension, score, passed }) => [dimension, score, Number(passed)]) ?? null;
  return fact[field] ?? null;
};

/** Facts from the attribute; their trace and the instant of the row stand in its keys. */
export const decodeFacts = (
  attribute: AttributeValue | undefined,
  { traceId, at }: { readonly traceId: TraceId; readonly at: EpochMs },
): readonly CallFacts[] => {
  const text = attribute?.B === undefined ? '[]' : unpackText(attribute.B);
  return (JSON.parse(text) as readonly (readonly unknown[])[]).map((row) => {
    const fact: Record<string, unknown> = { traceId, interactionId: interactionId(traceId, row[0] as SpanId) };
    for (let position = 0; position < row.length; position++) {
      const field = FIELDS[position];
      const value = row[position];
      if (field === undefined || value === null) continue;
      fact[field] = decoded(field, value, at);
    }
    if (typeof fact['complete'] === 'number') {
      if (fact['complete'] === COMPLETE.wrapper) fact['isWrapper'] = true;
      fact['complete'] = fact['settled'] = true;
    }
    return fact as unknown as CallFacts;
  });
};

const decoded = (field: (typeof FIELDS)[number], value: unknown, at: EpochMs): unknown => {
  if (field === 'start') return (value as number) < EARLIEST ? at + (value as number) : value;
  if (field === 'profile') return unpacked(value as Packed);
  return field === 'scores' ? (value as readonly (Score | PackedScore)[]).map(scoreOf) : value;
};

/** Starts are counted from the row's time, which is at most a fragment's extent later; rows of the first format have them whole. */
const EARLIEST = DAY_MS;

type Score = NonNullable<CallFacts['scores']>[number];
type PackedScore = readonly [dimension: Score['dimension'], score: Score['score'], passed: 0 | 1];

/** Rows of the first format have scores with their names. */
const scoreOf = (packed: Score | PackedScore): Score => {
  if (!isPacked(packed)) return packed;
  const [dimension, score, passed] = packed;
  return { dimension, score, passed: passed === 1 };
};
const isPacked = (score: Score | PackedScore): score is PackedScore => Array.isArray(score);

/** A profile by position, as it rides with nearly every call. */
type Packed = readonly [input: string | null, output: string | null, topic: string | null, features?: object];

const packed = (profile: CallFacts['profile']): Packed | null => {
  if (profile === undefined) return null;
  const { inputLanguage = null, outputLanguage = null, topic = null, features } = profile;
  return features === undefined
    ? [inputLanguage, outputLanguage, topic]
    : [inputLanguage, outputLanguage, topic, features];
};

const unpacked = ([inputLanguage, outputLanguage, topic, features]: Packed): object => ({
  ...(inputLanguage === null ? {} : { inputLanguage }),
  ...(outputLanguage === null ? {} : { outputLanguage }),
  ...(topic === null ? {} : { topic }),
  ...(features == null ? {} : { features }),
});
