/** Marks closed hours that something arrived for after they were summed up, so that the next summary corrects them. */
import type { ProjectId } from '../../domain/call/ids.ts';
import { type EpochMs, toIso } from '../../domain/call/units.ts';
import { hourOf, isHourClosed } from '../../domain/fragment/register.ts';
import { lateHourKey } from './keys.ts';
import { type Item, ttl } from './table.ts';

/** A row for each hour among the instants that was over at `receivedAt`. `mark` tells one marking from the next. */
export const lateHourItems = (
  project: ProjectId,
  instants: readonly EpochMs[],
  { receivedAt, expiresAt, mark }: { readonly receivedAt: EpochMs; readonly expiresAt: EpochMs; readonly mark: string },
): readonly Item[] => {
  const hours = new Set(instants.map(hourOf));
  return [...hours]
    .filter((hour) => isHourClosed(hour, receivedAt))
    .map((hour) => {
      const { pk, sk } = lateHourKey(project, toIso(hour));
      return { pk: { S: pk }, sk: { S: sk }, mark: { S: mark }, at: { N: String(receivedAt) }, ttl: ttl(expiresAt) };
    });
};
