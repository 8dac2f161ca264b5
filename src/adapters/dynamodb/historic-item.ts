/** A fragment's row as jobs that rewrite history see it. */
import type { TraceId } from '../../domain/call/ids.ts';
import type { PackFrame } from '../../domain/fragment/fragment.ts';
import type { HistoricFragment } from '../../pipelines/ports/history.ts';
import { fromItem } from './fragment-item.ts';
import type { Item } from './table.ts';

/** A row as it was read, for rewriting. */
export const historicOf = (traceId: TraceId, item: Item): HistoricFragment => ({
  fragment: fromItem(traceId, item),
  expiresAt: Number(item['ttl']?.N) * 1000,
  ...(item['w']?.S === undefined ? {} : { rewrittenBy: item['w'].S }),
  formerFrames: JSON.parse(item['o']?.S ?? '[]') as readonly PackFrame[],
});
