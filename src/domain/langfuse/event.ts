/**
 * Langfuse's envelope: every event of a batch has an id, by which it is known when it comes twice, a time, and a type that says what
 * its body is.
 * @see https://api.reference.langfuse.com/#tag/ingestion/POST/api/public/ingestion
 */
import { isJsonObject, type Json, type JsonObject } from '../call/json.ts';
import type { EpochMs } from '../call/units.ts';

/** An event that is well formed as such; its body may not be. */
export interface LangfuseEvent {
  readonly id: string;
  readonly at: EpochMs;
  readonly type: string;
  readonly body: JsonObject;
}

/** Why an item of a batch was refused, in Langfuse's numbers. */
export interface Refusal {
  readonly id: string;
  readonly status: 400 | 401;
  /** What is wrong, never quoting a value. */
  readonly error: string;
}

/** Longest id of an event or of what it is about, in UTF-16 code units. */
export const MAX_ID_LENGTH = 512;

/** The event of an item of a batch, or what is wrong with it. */
export const readEvent = (item: Json): LangfuseEvent | Refusal => {
  const fields = isJsonObject(item) ? item : {};
  const id = eventIdOf(item);
  const refuse = (error: string): Refusal => ({ id: id ?? 'unknown', status: 400, error });
  if (!isJsonObject(item)) return refuse('an event must be an object');
  if (id === undefined) return refuse(`id must be a text of 1 to ${MAX_ID_LENGTH} characters`);
  const at = instantOf(fields['timestamp'] ?? null);
  if (at === undefined) return refuse('timestamp must be an ISO 8601 time with a zone');
  const { type, body } = fields;
  if (typeof type !== 'string') return refuse('type must be a text');
  if (type === 'sdk-log') return { id, at, type, body: {} };
  if (!isJsonObject(body)) return refuse('body must be an object');
  return { id, at, type, body };
};

/** Tells a refusal from what was read; a failed span has an error too, but no number for a status. */
export const isRefusal = (read: object): read is Refusal => 'status' in read && typeof read.status === 'number';

/** The id that an item of a batch is answered by, where it has one. */
export const eventIdOf = (item: Json): string | undefined => {
  const id = isJsonObject(item) ? item['id'] : undefined;
  return typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH ? id : undefined;
};

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** An ISO time; one without a zone is UTC, as Langfuse's Python SDK writes it. */
export const instantOf = (value: Json | undefined): EpochMs | undefined => {
  if (typeof value !== 'string' || !ISO.test(value) || value.length > 40) return undefined;
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
  return at >= EARLIEST && at < LATEST ? at : undefined;
};
