/** Cuts the spans of one request into fragments: by trace, by time, and by count. */
import type { TraceId } from '../call/ids.ts';
import type { EpochMs, Milliseconds } from '../call/units.ts';
import type { Fragment, StoredSpan, WholeKnown } from './fragment.ts';

/**
 * Widest stretch of start times in one fragment. The by-time index finds a fragment by its latest call, so whoever reads
 * backwards from an instant looks this much further to miss nothing; a minute costs long agent runs a few more rows and
 * readers almost nothing.
 */
export const MAX_EXTENT_MS: Milliseconds = 60_000;

/** Most spans of one fragment: with documents packed elsewhere a span has about 1 KB, and an item may have 400 KB. */
export const MAX_SPANS = 100;

/** Most interactions of one fragment: their facts ride in the index, where 1 KB costs one write unit. */
export const MAX_INTERACTIONS = 25;

/** What goes into the fragments of one request. */
export interface Cutting {
  /** The request's: the same request makes the same keys. */
  readonly digest: string;
  readonly receivedAt: EpochMs;
  /** What the request knows of a trace as a whole, of which it brought these spans. */
  readonly wholeOf?: (spans: readonly StoredSpan[]) => WholeKnown | undefined;
}

/** The fragments of one request. */
export const cutFragments = (
  spans: readonly StoredSpan[],
  { digest, receivedAt, wholeOf }: Cutting,
): readonly Fragment[] => {
  const traces = new Map<TraceId, StoredSpan[]>();
  for (const span of spans) {
    const trace = traces.get(span.traceId);
    if (trace === undefined) traces.set(span.traceId, [span]);
    else trace.push(span);
  }
  return [...traces].flatMap(([traceId, own]) => {
    const whole = wholeOf?.(own);
    return cut(own).map((part, number) => ({
      traceId,
      key: `${digest}.${number}`,
      receivedAt,
      spans: part,
      ...(whole === undefined ? {} : { whole }),
    }));
  });
};

const cut = (spans: readonly StoredSpan[]): readonly (readonly StoredSpan[])[] => {
  if (spans.length === 1) return [spans];
  const ordered = [...spans].sort((a, b) => a.start - b.start || (a.spanId < b.spanId ? -1 : 1));
  const parts: StoredSpan[][] = [];
  let calls = 0;
  for (const span of ordered) {
    const part = parts.at(-1);
    const isCall = span.kind === 'llm' || span.kind === 'embedding';
    const fits =
      part !== undefined &&
      part.length < MAX_SPANS &&
      calls + (isCall ? 1 : 0) <= MAX_INTERACTIONS &&
      span.start - (part[0] as StoredSpan).start <= MAX_EXTENT_MS;
    if (fits) part.push(span);
    else parts.push([span]);
    calls = (fits ? calls : 0) + (isCall ? 1 : 0);
  }
  return parts;
};
