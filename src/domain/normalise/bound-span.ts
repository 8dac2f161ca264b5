/** Cuts the short texts of a span to their limits, and says so: they ride in rows and indexes that have limits of their own. */
import { cutText } from '../call/cut-text.ts';
import { dropAbsent } from '../call/facts.ts';
import { isJsonObject } from '../call/json.ts';
import type { RawSpan } from '../call/span.ts';

/** Longest label in UTF-16 code units: a model, a name, a tag. */
const MAX_LABEL_LENGTH = 256;

/** Longest error message, in UTF-16 code units. Providers send whole HTML pages; the first lines tell. */
const MAX_ERROR_LENGTH = 8_192;

/** Largest parameters, as characters of JSON; larger ones (tool definitions) move to the metadata, uncut. */
const MAX_PARAMETERS_LENGTH = 4_096;

/** Most tags, finish reasons or safety flags of one span. */
const MAX_ITEMS = 50;

/** Ids are not among them: two that begin alike would become one. The redact stage puts a pseudonym for those that are too long. */
const LABELS = [
  'operation',
  'name',
  'tool',
  'provider',
  'model',
  'requestModel',
  'modelVersion',
  'serviceTier',
  'environment',
  'service',
  'release',
  'feature',
  'dialect',
] as const satisfies readonly (keyof RawSpan)[];

/** The same span within its limits; what was cut stands in `truncated` with the size it had. */
export const boundSpan = (span: RawSpan): RawSpan => (isWithin(span) ? span : cutSpan(span));

const isWithin = (span: RawSpan): boolean =>
  LABELS.every((field) => isShort(span[field])) &&
  isShort(span.error?.type) &&
  isShort(span.error?.message, MAX_ERROR_LENGTH) &&
  isShort(span.safety, MAX_ITEMS) &&
  [span.tags, span.finishReasons].every(
    (list) => isShort(list, MAX_ITEMS) && (list ?? []).every((item) => isShort(item)),
  ) &&
  !isLarge(span.parameters);

const isShort = (item: { readonly length: number } | undefined, limit = MAX_LABEL_LENGTH): boolean =>
  item === undefined || item.length <= limit;

const isLarge = (parameters: RawSpan['parameters']): boolean =>
  parameters !== undefined && JSON.stringify(parameters).length > MAX_PARAMETERS_LENGTH;

const cutSpan = (span: RawSpan): RawSpan => {
  const truncated: { path: string; originalBytes: number }[] = [];
  const cut = (path: string, text: string | undefined, limit: number): string | undefined => {
    if (text === undefined || text.length <= limit) return text;
    truncated.push({ path, originalBytes: Buffer.byteLength(text) });
    return cutText(text, limit);
  };
  const cutList = <T>(path: string, list: readonly T[] | undefined): readonly T[] | undefined => {
    if (list === undefined || list.length <= MAX_ITEMS) return list;
    truncated.push({ path, originalBytes: Buffer.byteLength(JSON.stringify(list)) });
    return list.slice(0, MAX_ITEMS);
  };

  const labels = Object.fromEntries(
    LABELS.map((field) => [field, cut(field, span[field], MAX_LABEL_LENGTH)]).filter(([, text]) => text !== undefined),
  );
  const error =
    span.error === undefined
      ? undefined
      : dropAbsent({
          ...span.error,
          type: cut('error.type', span.error.type, MAX_LABEL_LENGTH),
          message: cut('error.message', span.error.message, MAX_ERROR_LENGTH),
        });
  const bounded = dropAbsent({
    ...span,
    ...labels,
    error,
    tags: cutList(
      'tags',
      span.tags?.map((tag) => cut('tags', tag, MAX_LABEL_LENGTH) as string),
    ),
    finishReasons: cutList(
      'finishReasons',
      span.finishReasons?.map((reason) => cut('finishReasons', reason, MAX_LABEL_LENGTH) as string),
    ),
    safety: cutList('safety', span.safety),
    ...parametersOf(span),
  }) as RawSpan;
  return truncated.length === 0 ? bounded : { ...bounded, truncated: [...(span.truncated ?? []), ...truncated] };
};

/** Parameters that are too large move to the metadata. */
const parametersOf = (span: RawSpan): { readonly parameters?: undefined; readonly payload?: RawSpan['payload'] } => {
  const { parameters, payload } = span;
  if (parameters === undefined || !isLarge(parameters)) return {};
  const metadata = isJsonObject(payload?.metadata) ? payload.metadata : dropAbsent({ metadata: payload?.metadata });
  return {
    parameters: undefined,
    payload: { ...payload, metadata: { ...metadata, parameters } },
  };
};
