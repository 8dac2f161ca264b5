/** A project's settings with the shares that were planned for it, where it states a goal for its payloads instead of shares. */
import type { ProjectId } from '../domain/call/ids.ts';
import type { EpochMs, Milliseconds } from '../domain/call/units.ts';
import type { SamplingRates } from '../domain/sampling/policy.ts';
import type { ProjectSettings } from '../domain/settings/settings.ts';
import type { SamplingPlans } from './ports/sampling.ts';
import type { Clock, Waiting } from './ports/time.ts';
import type { SettingsOf } from './project-settings.ts';

/** How long a reading is believed: plans are made once an hour. */
export const PLAN_FRESH_MS: Milliseconds = 10 * 60_000;

interface Remembered {
  readonly readAt: EpochMs;
  readonly plan: SamplingRates | undefined;
  /** What the plan was joined with, and the result: the same object as long as neither changed. */
  readonly settings?: ProjectSettings;
  readonly joined?: ProjectSettings;
}

/**
 * Settings with planned shares. Without a plan everything is kept; while it can't be read the one before holds on, and `onStale` is
 * told: unlike a redaction policy a share that is some hours old does nobody harm.
 */
export const withPlannedSampling = (
  settingsOf: SettingsOf,
  plans: Pick<SamplingPlans, 'readPlan'>,
  { clock, onStale }: { readonly clock: Clock; readonly onStale: (error: unknown) => void },
): SettingsOf => {
  const remembered = new Map<ProjectId, Remembered>();

  const read = async (project: ProjectId, held: Remembered | undefined, waiting: Waiting): Promise<Remembered> => {
    const readAt = clock();
    try {
      const plan = await plans.readPlan(project, waiting);
      const isSame = JSON.stringify(plan) === JSON.stringify(held?.plan);
      return isSame && held ? { ...held, readAt } : { readAt, plan };
    } catch (error) {
      onStale(error);
      return held ? { ...held, readAt } : { readAt, plan: undefined };
    }
  };

  return async (project, waiting) => {
    const settings = await settingsOf(project, waiting);
    if (settings.sampling.goal === undefined) return settings;
    const held = remembered.get(project);
    const current = held && clock() - held.readAt < PLAN_FRESH_MS ? held : await read(project, held, waiting);
    const joined = current.settings === settings && current.joined ? current.joined : join(settings, current.plan);
    remembered.set(project, { ...current, settings, joined });
    return joined;
  };
};

/** Whoever states a goal states no shares, and without a plan those of the stage may keep less than the goal asks for. */
const join = (settings: ProjectSettings, plan: SamplingRates | undefined): ProjectSettings => ({
  ...settings,
  sampling: { ...settings.sampling, ...(plan ?? EVERYTHING) },
});

const EVERYTHING: Pick<SamplingRates, 'baseRate'> = { baseRate: 1 };
