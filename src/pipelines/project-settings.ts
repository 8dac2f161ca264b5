/**
 * What holds for a project, read through a memory: a change takes effect within a minute, one read a minute is paid for, and while
 * the table is out of reach what was read last holds on for a while. Longer than that, or when nothing was ever read, nobody may
 * guess: a default in place of a stricter policy would store what the project forbade. docs/decisions/0011-settings-fail-closed.md
 */
import type { ProjectId } from '../domain/call/ids.ts';
import type { EpochMs, Milliseconds } from '../domain/call/units.ts';
import { completeSettings, DEFAULT_PROJECT_SETTINGS, type ProjectSettings } from '../domain/settings/settings.ts';
import type { SettingsReader } from './ports/settings.ts';
import type { Clock, Waiting } from './ports/time.ts';

/** How long a reading is believed. */
export const FRESH_MS: Milliseconds = 60_000;

/** How long it stands in while the table is out of reach: longer than a throttled minute, shorter than anybody waits for a policy. */
export const STALE_MS: Milliseconds = 10 * 60_000;

/** A table in trouble is asked again after this long, not by every request. */
const RETRY_MS: Milliseconds = 5_000;

/** Projects remembered at most; the oldest go first. */
const MAX_REMEMBERED = 1000;

/** The settings of a project, complete. The same object as long as nothing changed, so that what is made of it can be kept. */
export type SettingsOf = (project: ProjectId, waiting: Waiting) => Promise<ProjectSettings>;

interface Remembered {
  readonly version: number;
  readonly settings: ProjectSettings;
  readonly readAt: EpochMs;
  readonly failedAt?: EpochMs;
}

/** `onStale` is told each time that a reading failed and an older one stands in. */
export const createSettingsOf = (
  store: SettingsReader,
  {
    clock,
    onStale,
    freshMs = FRESH_MS,
    staleMs = STALE_MS,
  }: {
    readonly clock: Clock;
    readonly onStale: (error: unknown) => void;
    /** These two are 0 for those who must not work under an older policy, as jobs that bring a new one to what is stored. */
    readonly freshMs?: Milliseconds;
    readonly staleMs?: Milliseconds;
  },
): SettingsOf => {
  const remembered = new Map<ProjectId, Remembered>();
  const reading = new Map<ProjectId, Promise<ProjectSettings>>();

  const keep = (project: ProjectId, entry: Remembered): void => {
    remembered.delete(project);
    if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as ProjectId);
    remembered.set(project, entry);
  };

  const read = async (project: ProjectId, waiting: Waiting): Promise<ProjectSettings> => {
    const held = remembered.get(project);
    const now = clock();
    const isUsable = held !== undefined && now - held.readAt < staleMs;
    if (isUsable && held.failedAt !== undefined && now - held.failedAt < RETRY_MS) return held.settings;
    try {
      const record = await store.readSettings(project, waiting);
      const version = record?.version ?? 0;
      const settings =
        held?.version === version
          ? held.settings
          : record === undefined
            ? DEFAULT_PROJECT_SETTINGS
            : completeSettings(record.sections);
      keep(project, { version, settings, readAt: now });
      return settings;
    } catch (error) {
      if (!isUsable) throw error;
      keep(project, { ...held, failedAt: now });
      onStale(error);
      return held.settings;
    }
  };

  return (project, waiting) => {
    const held = remembered.get(project);
    if (held !== undefined && clock() - held.readAt < freshMs) return Promise.resolve(held.settings);
    const underWay = reading.get(project) ?? read(project, waiting).finally(() => reading.delete(project));
    reading.set(project, underWay);
    return underWay;
  };
};

/** What a step needs of a project's settings: a redactor, a pricer, a threshold… */
export type OfProject<Parts> = (project: ProjectId, waiting: Waiting) => Promise<Parts>;

/** Makes parts from each project's settings, and makes them anew only when the settings changed. */
export const createOfProject = <Parts>(
  settingsOf: SettingsOf,
  make: (settings: ProjectSettings, project: ProjectId) => Parts | Promise<Parts>,
): OfProject<Parts> => {
  const made = new Map<ProjectId, { readonly settings: ProjectSettings; readonly parts: Promise<Parts> }>();
  return async (project, waiting) => {
    const settings = await settingsOf(project, waiting);
    const held = made.get(project);
    if (held?.settings === settings) return held.parts;
    const parts = Promise.resolve(make(settings, project));
    if (made.size >= MAX_REMEMBERED) made.delete(made.keys().next().value as ProjectId);
    made.set(project, { settings, parts });
    // What failed once (a chunk that did not load) is tried again by the next request.
    parts.catch(() => made.delete(project));
    return parts;
  };
};
