/** What the two encodings share: ids checked, bad items set aside by number, the good ones gathered by resource and scope. */
import { parseSpanId, parseTraceId, type SpanId, type TraceId } from '../../call/ids.ts';
import { BadItem } from './limits.ts';
import type { Attributes, Batch, Decoded, Rejected, Scope } from './model.ts';

/** Gathers what a request holds while it is being decoded. */
export class Gathering<Item> {
  readonly #batches: Batch<Item>[] = [];
  readonly #rejected: Rejected[] = [];
  #count = 0;

  /** Counts one item in and gives what `read` reads; a `BadItem` that it throws is noted against the item's number. */
  item<Kept>(read: () => Kept): Kept | undefined {
    this.#count += 1;
    return this.#attempt(read, this.#count - 1);
  }

  /** Reads what holds items without being one itself; only when it fails is it counted, as one item. */
  part<Kept>(read: () => Kept): Kept | undefined {
    const failures = this.#rejected.length;
    const kept = this.#attempt(read, this.#count);
    if (this.#rejected.length > failures) this.#count += 1;
    return kept;
  }

  #attempt<Kept>(read: () => Kept, index: number): Kept | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BadItem)) throw error;
      this.#rejected.push({ index, reason: error.message });
      return undefined;
    }
  }

  batch(resource: Attributes, scope: Scope, items: readonly Item[]): void {
    if (items.length > 0) this.#batches.push({ resource, scope, items });
  }

  result(): Decoded<Item> {
    return { batches: this.#batches, rejected: this.#rejected };
  }
}

/** The ids of a span, or why it has none. A parent that is no id is left out rather than the span refused. */
export const spanIdentity = (
  traceId: string,
  spanId: string,
  parentSpanId: string,
): { readonly traceId: TraceId; readonly spanId: SpanId; readonly parentSpanId?: SpanId } => {
  const trace = parseTraceId(traceId);
  if (trace === undefined) throw new BadItem(`trace_id must be 16 bytes, not all zero; got ${seen(traceId)}`);
  const span = parseSpanId(spanId);
  if (span === undefined) throw new BadItem(`span_id must be 8 bytes, not all zero; got ${seen(spanId)}`);
  const parent = parseSpanId(parentSpanId);
  return parent === undefined || parent === span
    ? { traceId: trace, spanId: span }
    : { traceId: trace, spanId: span, parentSpanId: parent };
};

/** The ids that a log record points to. It needs none, and what is no id points nowhere. */
export const logIdentity = (
  traceId: string,
  spanId: string,
): { readonly traceId?: TraceId; readonly spanId?: SpanId } => {
  const trace = parseTraceId(traceId);
  const span = trace === undefined ? undefined : parseSpanId(spanId);
  return { ...(trace === undefined ? {} : { traceId: trace }), ...(span === undefined ? {} : { spanId: span }) };
};

const seen = (hex: string): string =>
  hex === ''
    ? 'none'
    : /^[0-9a-f]*$/i.test(hex) && hex.length % 2 === 0
      ? /^0+$/.test(hex)
        ? 'zeros'
        : `${hex.length / 2} bytes`
      : 'no hex';
