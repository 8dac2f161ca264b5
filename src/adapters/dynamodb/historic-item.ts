/** A fragment's row as jobs that rewrite history see it. */
import type { TraceId } from '../../domain/call/ids.ts';
import { PAYLOAD_FIELDS, type PackFrame, type StoredSpan } from '../../domain/fragment/fragment.ts';
import type { HistoricFragment } from '../../pipelines/ports/history.ts';
import { fromItem } from './fragment-item.ts';
import type { Item } from './table.ts';

/** Frames that the documents of spans lie in, each once. */
export const framesOf = (spans: readonly StoredSpan[]): readonly PackFrame[] => {
  const frames = new Map<string, PackFrame>();
  for (const { payload } of spans) {
    for (const field of PAYLOAD_FIELDS) {
      const slot = payload?.[field];
      if (slot !== undefined && 'pack' in slot) frames.set(`${slot.pack.key}@${slot.pack.offset}`, slot.pack);
    }
  }
  return [...frames.values()];
};

/** A row as it was read, for rewriting. */
export const historicOf = (traceId: TraceId, item: Item): HistoricFragment => ({
  fragment: fromItem(traceId, item),
  expiresAt: Number(item['ttl']?.N) * 1000,
  ...(item['w']?.S === undefined ? {} : { rewrittenBy: item['w'].S }),
  formerFrames: JSON.parse(item['o']?.S ?? '[]') as readonly PackFrame[],
});
