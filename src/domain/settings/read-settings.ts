/** Reads settings from JSON and shows them as JSON, section by section. Only the function that changes settings needs this. */
import { isJsonObject, type Json, type JsonObject } from '../call/json.ts';
import type { FieldProblem, Result } from '../call/problem.ts';
import type { CheckPattern } from '../redact/policy/parse.ts';
import { assess } from './sections/assess.ts';
import { deep } from './sections/deep.ts';
import { judge } from './sections/judge.ts';
import { prices } from './sections/prices.ts';
import { createRedactionSection } from './sections/redaction.ts';
import { retention } from './sections/retention.ts';
import { sampling } from './sections/sampling.ts';
import type { Section } from './sections/section.ts';
import { summaries } from './sections/summaries.ts';
import { completeSettings, type ProjectSettings, type SectionName, type StoredSettings } from './settings.ts';

export type Sections = { readonly [Name in SectionName]: Section<ProjectSettings[Name]> };

/** Every section by its name in the API. */
export const createSections = (checkPattern: CheckPattern): Sections => ({
  redaction: createRedactionSection(checkPattern),
  deep,
  retention,
  sampling,
  assess,
  prices,
  summaries,
  judge,
});

/** Largest settings of a project, in bytes of JSON: every function reads them once a minute, and a row holds 400 KB. */
const MAX_SETTINGS_BYTES = 64 * 1024;

/** Reads the sections of a body; those that it leaves out are not set. */
export const readSettings = (sections: Sections, json: JsonObject): Result<StoredSettings> => {
  const problems: FieldProblem[] = [];
  const stored: Record<string, object> = {};
  for (const [name, value] of Object.entries(json)) {
    if (!isSection(sections, name)) {
      problems.push({ path: shown(name), message: `is not a section; there are ${Object.keys(sections).join(', ')}` });
      continue;
    }
    if (value === null) continue;
    if (!isJsonObject(value)) {
      problems.push({ path: name, message: 'must be an object' });
      continue;
    }
    const read = sections[name].read(value) as Result<object>;
    if (read.ok) stored[name] = read.value;
    else
      for (const { path, message } of read.problems) problems.push({ path: path ? `${name}.${path}` : name, message });
  }
  if (problems.length > 0) return { ok: false, problems };
  if (Buffer.byteLength(JSON.stringify(stored)) > MAX_SETTINGS_BYTES) {
    return { ok: false, problems: [{ path: '', message: `must have at most ${MAX_SETTINGS_BYTES} bytes altogether` }] };
  }
  return { ok: true, value: stored as StoredSettings };
};

/** What holds for a project, every section complete. */
export const showSettings = (sections: Sections, stored: StoredSettings): JsonObject => {
  const complete = completeSettings(stored);
  return Object.fromEntries(
    (Object.keys(sections) as SectionName[]).map((name) => [
      name,
      (sections[name].show as (value: object) => Json)(complete[name]),
    ]),
  );
};

export const isSection = (sections: Sections, name: string): name is SectionName => Object.hasOwn(sections, name);

/** What looks like the name of a field may be said; anything else may be data. */
const shown = (name: string): string => (/^[a-z_]{1,40}$/.test(name) ? name : '*');
