/** Where the metrics of apps and machines are kept. */
import type { ProjectId } from '../../domain/call/ids.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import type { KeptSeries } from '../../domain/otlp/dialects/metrics/condense.ts';
import type { TimeRange, Waiting } from './time.ts';

/** Where the metrics of apps and machines are kept. */
export interface MachineStore {
  /** Keeps what a request measured; the same request again changes nothing and is not new. */
  keepSeries(
    project: ProjectId,
    request: {
      readonly hours: ReadonlyMap<EpochMs, readonly KeptSeries[]>;
      readonly digest: string;
      readonly receivedAt: EpochMs;
      readonly expiresAt: EpochMs;
    },
    waiting: Waiting,
  ): Promise<{ readonly isNew: boolean }>;
  /** What was measured in the hours of a range; of one series as many entries as requests brought it. */
  seriesWithin(project: ProjectId, within: TimeRange, waiting: Waiting): Promise<readonly KeptSeries[]>;
}
