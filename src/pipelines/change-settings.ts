/** Shows and changes a project's settings, on behalf of its admins. */
import type { ProjectId } from '../domain/call/ids.ts';
import { isJsonObject, type JsonObject } from '../domain/call/json.ts';
import { AppError } from '../domain/call/problem.ts';
import { type EpochMs, toIso } from '../domain/call/units.ts';
import { changesBetween } from '../domain/settings/changes.ts';
import { isSection, readSettings, type Sections, showSettings } from '../domain/settings/read-settings.ts';
import { completeSettings, type StoredSettings } from '../domain/settings/settings.ts';
import type { SettingsRecord, SettingsStore } from './ports/settings.ts';
import type { Waiting } from './ports/time.ts';

export interface ChangeSettingsParts {
  readonly settings: SettingsStore;
  readonly sections: Sections;
}

/** Who asks, for what, and which version they think they change. */
export interface SettingsChange {
  readonly project: ProjectId;
  readonly keyId: string;
  readonly at: EpochMs;
  /** Section to replace; absent to replace all of them. */
  readonly section?: string;
  readonly body: JsonObject;
  /** From If-Match; absent to change whatever is there. */
  readonly ifVersion?: number;
}

/** Settings as the API shows them: complete, with the sections that the project set itself. */
export const viewSettings = async (
  { settings, sections }: ChangeSettingsParts,
  project: ProjectId,
  waiting: Waiting,
): Promise<JsonObject> => view(sections, await settings.readSettings(project, waiting));

const view = (sections: Sections, record: SettingsRecord | undefined): JsonObject => ({
  version: record?.version ?? 0,
  changed_at: record === undefined ? null : toIso(record.changedAt),
  changed_by: record?.changedBy ?? null,
  set: Object.keys(record?.sections ?? {}),
  settings: showSettings(sections, record?.sections ?? {}),
});

/** A change that lost a race is tried again this often, unless its caller named a version. */
const ATTEMPTS = 3;

/**
 * Replaces all sections or one, and tells what holds then.
 * @throws {AppError} `invalid-request` naming every field, `not-found` for no section, `conflict` when another change came first
 */
export const changeSettings = async (
  parts: ChangeSettingsParts,
  change: SettingsChange,
  waiting: Waiting,
): Promise<JsonObject> => {
  const { project, keyId, at, ifVersion } = change;
  const { settings, sections } = parts;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await settings.readSettings(project, waiting);
    const version = before?.version ?? 0;
    if (ifVersion !== undefined && ifVersion !== version) break;
    const after = replace(sections, before?.sections ?? {}, change);
    const changes = changesBetween(completeSettings(before?.sections ?? {}), completeSettings(after));
    if (before !== undefined && changes.length === 0) return view(sections, before);
    const record = { version: version + 1, changedAt: at, changedBy: keyId, sections: after };
    const entry = { at, keyId, action: 'settings.changed', version: record.version, changes };
    if (await settings.changeSettings(project, record, entry, waiting)) return view(sections, record);
  }
  throw new AppError('conflict', 'The settings were changed meanwhile; read them again and repeat the change.');
};

const replace = (sections: Sections, before: StoredSettings, { section, body }: SettingsChange): StoredSettings => {
  if (section !== undefined && !isSection(sections, section)) {
    throw new AppError('not-found', `There is no such section; there are ${Object.keys(sections).join(', ')}.`);
  }
  const read = readSettings(sections, section === undefined ? body : { [section]: isJsonObject(body) ? body : {} });
  if (!read.ok) {
    const [first = { path: '', message: 'is not valid' }] = read.problems;
    throw new AppError('invalid-request', `${first.path} ${first.message}.`.trim(), {
      problems: read.problems.slice(0, 20),
    });
  }
  return section === undefined ? read.value : { ...before, ...read.value };
};
