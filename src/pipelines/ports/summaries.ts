/** Where roll-ups and reports are kept. */
import type { ProjectId } from '../../domain/call/ids.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import type { Waiting } from './time.ts';

/** Roll-ups of closed periods and the reports made from them. */
export interface SummaryStore {
  readonly projects: (waiting: Waiting) => Promise<readonly ProjectId[]>;
  putRollup(
    project: ProjectId,
    period: string,
    start: string,
    rollup: string,
    expiresAt: EpochMs,
    waiting: Waiting,
  ): Promise<void>;
  getRollup(project: ProjectId, period: string, start: string, waiting: Waiting): Promise<string | undefined>;
  /**
   * Roll-ups of one kind of period, by start, `from` and `to` inclusive; the latest `atMost` of them. With `mayLag` what was written in
   * the last seconds may be missing, which halves the price.
   */
  rollups(
    project: ProjectId,
    period: string,
    within: { readonly from: string; readonly to: string; readonly atMost?: number; readonly mayLag?: boolean },
    waiting: Waiting,
  ): Promise<readonly { readonly start: string; readonly rollup: string }[]>;
  /** A key that ends with `.zst` is compressed on its way, and `getReport` gives it back as it was. */
  putReport(key: string, body: string, contentType: string, waiting: Waiting): Promise<void>;
  getReport(key: string, waiting: Waiting): Promise<string | undefined>;
  /** Closed hours that late calls or feedback have changed since they were summed up, as far as that was before an instant. */
  lateHours(
    project: ProjectId,
    before: EpochMs,
    waiting: Waiting,
  ): Promise<readonly { readonly hour: string; readonly mark: string }[]>;
  /** Forgets a late hour, unless it was marked again meanwhile. */
  settleHour(project: ProjectId, hour: string, mark: string, waiting: Waiting): Promise<void>;
}
