/** Plans, after each hour, which shares of payloads are kept, for projects that state a goal instead of shares. */
import type { ProjectId } from '../domain/call/ids.ts';
import { DAY_MS, type EpochMs, toIso } from '../domain/call/units.ts';
import { planRates, type TrafficCounts } from '../domain/sampling/plan.ts';
import type { SamplingGoal } from '../domain/sampling/policy.ts';
import { decodeRollup, type Rollup } from '../domain/summarise/rollup.ts';
import type { SamplingPlans } from './ports/sampling.ts';
import type { SummaryStore } from './ports/summaries.ts';
import type { Waiting } from './ports/time.ts';

/** A plan that nobody renews holds so long: after a quiet week everything is kept again until the traffic is known. */
export const PLAN_HOLDS_MS = 7 * DAY_MS;

/**
 * Plans from the closed hours of the last day, and leaves the plan as it is when they had no calls. In a project's first day the
 * hours are few, so more is kept than the goal asks for.
 */
export const planSampling = async (
  { summaries, plans }: { readonly summaries: Pick<SummaryStore, 'rollups'>; readonly plans: SamplingPlans },
  { project, goal, now }: { readonly project: ProjectId; readonly goal: SamplingGoal; readonly now: EpochMs },
  waiting: Waiting,
): Promise<void> => {
  const day = { from: toIso(now - DAY_MS), to: toIso(now) };
  const hours = await summaries.rollups(project, 'hour', day, waiting);
  const traffic = trafficOf(hours.map(({ rollup }) => decodeRollup(rollup)));
  if (traffic.total === 0) return;
  await plans.keepPlan(project, planRates(traffic, goal), now + PLAN_HOLDS_MS, waiting);
};

/** Counts the AI calls of hours' roll-ups; an hour that begins at half past counts to the hour of the day that it begins in. */
const trafficOf = (hours: Iterable<Rollup>): TrafficCounts => {
  const byFeature = new Map<string, number>();
  const byModel = new Map<string, number>();
  const byHour = new Array<number>(24).fill(0);
  let total = 0;
  for (const { from, figures } of hours) {
    total += figures.calls;
    byHour[new Date(from).getUTCHours()]! += figures.calls;
    for (const [name, { calls }] of figures.by.feature.kept) byFeature.set(name, (byFeature.get(name) ?? 0) + calls);
    for (const [name, { calls }] of figures.by.model.kept) byModel.set(name, (byModel.get(name) ?? 0) + calls);
  }
  return { total, byFeature, byModel, byHour };
};
