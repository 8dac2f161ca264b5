/** Plans of sampling: one row a project, beside its settings. */
import type { SamplingRates } from '../../domain/sampling/policy.ts';
import type { SamplingPlans } from '../../pipelines/ports/sampling.ts';
import type { Clock } from '../../pipelines/ports/time.ts';
import { samplingPlanKey } from './keys.ts';
import { type Table, ttl } from './table.ts';

export const createSamplingPlans = (table: Table, clock: Clock): SamplingPlans => ({
  readPlan: async (project, waiting) => {
    const item = await table.get(samplingPlanKey(project), waiting);
    // DynamoDB deletes expired rows within days, not at once.
    if (item === undefined || Number(item['ttl']?.N) * 1000 < clock()) return undefined;
    return JSON.parse(item['s']?.S ?? '') as SamplingRates;
  },

  keepPlan: async (project, plan, expiresAt, waiting) => {
    const { pk, sk } = samplingPlanKey(project);
    await table.put({ pk: { S: pk }, sk: { S: sk }, s: { S: JSON.stringify(plan) }, ttl: ttl(expiresAt) }, waiting);
  },
});
