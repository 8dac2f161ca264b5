/** Marks closed hours that something arrived for after they were summed up, so that the next summary corrects them. */
import type { ProjectId } from '../../domain/call/ids.ts';
import { type EpochMs, HOUR_MS, toIso } from '../../domain/call/units.ts';
import { lateHourKey } from './keys.ts';
import { type Item, ttl } from './table.ts';

/** Hours are summed up five minutes after their end; what arrives a minute before that may come too late to be seen. */
const GRACE_MS = 4 * 60_000;

/** A row for each hour among the instants that was over at `receivedAt`. `mark` tells one marking from the next. */
export const lateHourItems = (
  project: ProjectId,
  instants: readonly EpochMs[],
  { receivedAt, expiresAt, mark }: { readonly receivedAt: EpochMs; readonly expiresAt: EpochMs; readonly mark: string },
): readonly Item[] => {
  const hours = new Set(instants.map((at) => Math.floor(at / HOUR_MS) * HOUR_MS));
  return [...hours]
    .filter((hour) => receivedAt >= hour + HOUR_MS + GRACE_MS)
    .map((hour) => {
      const { pk, sk } = lateHourKey(project, toIso(hour));
      return { pk: { S: pk }, sk: { S: sk }, mark: { S: mark }, at: { N: String(receivedAt) }, ttl: ttl(expiresAt) };
    });
};
