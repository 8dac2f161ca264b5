/** Redacts several texts of one thing together, and tells each by its name afterwards. */
import type { Json } from '../call/json.ts';
import type { Redacted, RedactedJson, RedactedObject, Redaction } from '../call/redacted.ts';
import type { Redactor } from './redactor.ts';

export interface RedactedFields {
  /** The redacted form of a field; undefined where it was absent. */
  readonly json: (field: string) => RedactedJson | undefined;
  /** The same of a field that was a string: its redacted form is one too. */
  readonly text: (field: string) => Redacted | undefined;
  /** Count of findings by type; undefined when there are none. */
  readonly counts: Readonly<Record<string, number>> | undefined;
  readonly failed: boolean;
}

/** Redacts the fields as one document, so that one value has one placeholder in all of them. */
export const redactFields = (redactor: Redactor, fields: Readonly<Record<string, Json>>): RedactedFields => {
  const { value, findings, failed } = redactor.redact(fields);
  // A redactor that failed as a whole gives one text; every field that we had becomes that text.
  const document = typeof value === 'object' ? (value as RedactedObject) : undefined;
  const json = (field: string): RedactedJson | undefined => {
    if (fields[field] === undefined) return undefined;
    return document === undefined ? value : document[field];
  };
  return { json, text: (field) => json(field) as Redacted | undefined, counts: countByType(findings), failed };
};

/** Redacts one text. */
export const redactText = (redactor: Redactor, text: string): Redacted => redactor.redact(text).value as Redacted;

/** How many findings there are of each type; undefined when there are none. */
export const countByType = (findings: Redaction['findings']): Readonly<Record<string, number>> | undefined => {
  if (findings.length === 0) return undefined;
  const counts: Record<string, number> = {};
  for (const { type } of findings) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};
