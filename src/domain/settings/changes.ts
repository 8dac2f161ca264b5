/** What a change of settings changed, for the audit trail: names of fields and counts, never values, which may be personal data. */
import type { StoredSettings } from './settings.ts';

/** One field that changed. Counts are of entries, where the field is a list or a map. */
export interface FieldChange {
  /** As `redaction.allow.domains`. */
  readonly field: string;
  readonly entriesBefore?: number;
  readonly entriesAfter?: number;
}

/** The fields that differ, in order. Maps and lists count as one field each: their keys are a project's own words. */
export const changesBetween = (before: StoredSettings, after: StoredSettings): readonly FieldChange[] => {
  const changes: FieldChange[] = [];
  for (const name of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    compare(name, sectionOf(before, name), sectionOf(after, name), changes);
  }
  return changes;
};

const sectionOf = (settings: StoredSettings, name: string): unknown =>
  (settings as Readonly<Record<string, unknown>>)[name];

/** Objects whose fields we named ourselves; any other object is a map with keys of the project's own. */
const OURS = /^(?:[a-z]+|redaction\.allow)$/;

const compare = (path: string, before: unknown, after: unknown, changes: FieldChange[]): void => {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (OURS.test(path)) {
    const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    for (const field of [...fields].sort())
      compare(`${path}.${snake(field)}`, fieldOf(before, field), fieldOf(after, field), changes);
    return;
  }
  const [entriesBefore, entriesAfter] = [countOf(before), countOf(after)];
  changes.push({
    field: path,
    ...(entriesBefore === undefined && entriesAfter === undefined
      ? {}
      : { entriesBefore: entriesBefore ?? 0, entriesAfter: entriesAfter ?? 0 }),
  });
};

const fieldOf = (value: unknown, field: string): unknown =>
  (value as Readonly<Record<string, unknown>> | undefined)?.[field];

const countOf = (value: unknown): number | undefined =>
  typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;

/** As the API spells it. */
const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
