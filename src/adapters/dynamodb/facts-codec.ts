/**
 * Facts as the by-time index carries them: arrays by position, for names would double them and an index row is paid for by the
 * kilobyte. Positions are a stored format: append, never reorder.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { CallFacts } from '../../domain/call/facts.ts';
import { interactionId, type SpanId, type TraceId } from '../../domain/call/ids.ts';
import { packText, unpackText } from './packed-text.ts';

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

/** One fragment's facts as an attribute. */
export const encodeFacts = (facts: readonly CallFacts[]): AttributeValue => {
  const rows = facts.map((fact) => {
    const row: unknown[] = FIELDS.map((field) =>
      field === 'complete' ? completeOf(fact) : field === 'profile' ? packed(fact.profile) : (fact[field] ?? null),
    );
    while (row.at(-1) === null) row.pop();
    return row;
  });
  return { B: packText(JSON.stringify(rows), 'rows') };
};

/** Facts from an attribute; the trace they belong to stands in the row's key. */
export const decodeFacts = (attribute: AttributeValue | undefined, traceId: TraceId): readonly CallFacts[] => {
  const text = attribute?.B === undefined ? '[]' : unpackText(attribute.B);
  return (JSON.parse(text) as readonly (readonly unknown[])[]).map((row) => {
    const fact: Record<string, unknown> = { traceId, interactionId: interactionId(traceId, row[0] as SpanId) };
    for (let position = 0; position < row.length; position++) {
      const field = FIELDS[position];
      const value = row[position];
      if (field === undefined || value === null) continue;
      fact[field] = field === 'profile' ? unpacked(value as Packed) : value;
    }
    if (typeof fact['complete'] === 'number') {
      if (fact['complete'] === COMPLETE.wrapper) fact['isWrapper'] = true;
      fact['complete'] = fact['settled'] = true;
    }
    return fact as unknown as CallFacts;
  });
};

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
