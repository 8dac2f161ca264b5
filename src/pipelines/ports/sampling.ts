/** Where the shares of payloads that are kept stand between the summaries that plan them and the ingest that follows them. */
import type { ProjectId } from '../../domain/call/ids.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import type { SamplingRates } from '../../domain/sampling/policy.ts';
import type { Waiting } from './time.ts';

export interface SamplingPlans {
  /** The plan of a project; undefined before its first one, and when the last one is too old to hold. */
  readPlan(project: ProjectId, waiting: Waiting): Promise<SamplingRates | undefined>;
  keepPlan(project: ProjectId, plan: SamplingRates, expiresAt: EpochMs, waiting: Waiting): Promise<void>;
}
