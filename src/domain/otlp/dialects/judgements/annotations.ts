/**
 * OpenInference's annotations: on the span they judge, or on a span of their own that points to it with one link.
 * @see https://github.com/Arize-ai/openinference/blob/main/spec/annotations.md
 */
import { dropAbsent } from '../../../call/facts.ts';
import { parseSpanId, parseTraceId } from '../../../call/ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../call/json.ts';
import type { OtlpSpan } from '../../wire/model.ts';
import { unflatten } from '../content/unflatten.ts';
import { remembered } from '../remembered.ts';
import { toEpochMs } from '../times.ts';
import { asId, asNumber, asText } from '../values.ts';
import { type JudgedTarget, type RawJudgement, rawJudgement } from './raw-judgement.ts';

const LISTS = [
  ['annotations.', 'annotation'],
  ['evaluations.', 'evaluation'],
] as const;

const SCOPES = ['', 'trace.', 'session.'] as const;

/** Most judgements that one span may bring; a benchmark has dozens. */
const MAX_PER_SPAN = 256;

/** The judgements that a span's attributes hold, and whether the span exists for nothing else. */
export const readAnnotations = (
  span: OtlpSpan,
): { readonly judgements: readonly RawJudgement[]; readonly isCarrier: boolean } => {
  if (!hasAnnotations(span)) return { judgements: [], isCarrier: false };
  const linked = span.links.length === 1 ? targetOfLink(span) : undefined;
  const judgements = SCOPES.flatMap((scope) =>
    LISTS.flatMap(([list, item]) => {
      const found = unflatten(span.attributes, `${scope}${list}`);
      const target = targetOf(span, scope, linked);
      if (!Array.isArray(found) || target === undefined) return [];
      return found.flatMap((entry: Json) => {
        const annotation = isJsonObject(entry) ? entry[item] : undefined;
        return isJsonObject(annotation) ? (readOne(annotation, target, span) ?? []) : [];
      });
    }),
  ).slice(0, MAX_PER_SPAN);
  return { judgements, isCarrier: linked !== undefined && judgements.length > 0 };
};

const hasAnnotations = ({ attributes }: OtlpSpan): boolean => {
  for (const name in attributes) if (isAnnotationName(name)) return true;
  return false;
};
const isAnnotationName = remembered((name) => /^(?:trace\.|session\.)?(?:annotations|evaluations)\.\d/.test(name));

const targetOfLink = ({ links }: OtlpSpan): Extract<JudgedTarget, { by: 'span' }> | undefined => {
  const traceId = parseTraceId(links[0]?.traceId ?? '');
  const spanId = parseSpanId(links[0]?.spanId ?? '');
  return traceId === undefined || spanId === undefined ? undefined : { by: 'span', traceId, spanId };
};

const targetOf = (
  span: OtlpSpan,
  scope: (typeof SCOPES)[number],
  linked: Extract<JudgedTarget, { by: 'span' }> | undefined,
): JudgedTarget | undefined => {
  if (scope === 'trace.') return { by: 'trace', traceId: linked?.traceId ?? span.traceId };
  if (scope === '') return linked ?? { by: 'span', traceId: span.traceId, spanId: span.spanId };
  const session = asId(span.attributes['session.id'] ?? null);
  return session === undefined ? undefined : { by: 'session', value: session };
};

const ANNOTATORS: Readonly<Record<string, RawJudgement['assessorType']>> = { HUMAN: 'human', LLM: 'model' };

const readOne = (annotation: JsonObject, target: JudgedTarget, span: OtlpSpan): RawJudgement | undefined => {
  const text = (name: string): string | undefined => asText(annotation[name] ?? null);
  const name = text('name');
  if (name === undefined) return undefined;
  const kind = text('annotator_kind')?.toUpperCase();
  return rawJudgement(
    dropAbsent({
      name,
      value: asNumber(annotation['score'] ?? null),
      label: text('label'),
      explanation: text('explanation'),
      assessor: text('identifier'),
      userId: asId(span.attributes['user.id'] ?? null),
      assessorType: ANNOTATORS[kind ?? ''] ?? 'automated',
    }),
    { target, at: toEpochMs(span.end === 0n ? span.start : span.end) },
  );
};
