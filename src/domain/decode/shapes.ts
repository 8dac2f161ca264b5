/** The small shapes that requests are made of, with messages that say what is allowed and never what was sent. */
import * as v from 'valibot';
import { parseSpanId, parseTraceId } from '../call/ids.ts';
import type { Json } from '../call/json.ts';
import { EARLIEST } from '../call/units.ts';
import { MAX_COMMENT_LENGTH, MAX_LABEL_LENGTH } from './limits.ts';

/** An optional field; `null` means the same as leaving it out. */
export const optional = <S extends v.GenericSchema>(schema: S) => v.nullish(schema);

/** A short text: a name, a model, an id of the app's own. */
export const label = v.pipe(
  v.string(),
  v.maxLength(MAX_LABEL_LENGTH, `must have at most ${MAX_LABEL_LENGTH} characters`),
);

/** A label that must say something: the id of what is meant. */
export const statedLabel = v.pipe(label, v.minLength(1, 'must not be empty'));

/** Text of any length. */
export const text = v.string();

/** What a person writes about a call: longer than a label, and still part of one row. */
export const comment = v.pipe(
  v.string(),
  v.maxLength(MAX_COMMENT_LENGTH, `must have at most ${MAX_COMMENT_LENGTH} characters`),
);

/** Any JSON. Everything that reaches it was parsed from JSON, so there is nothing left to check. */
export const json = v.unknown() as v.GenericSchema<Json, Json>;

/** A JSON object with any fields. */
export const object = v.custom<{ readonly [key: string]: Json }>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);

/** A number from `min` to `max`. */
export const numberBetween = (min: number, max: number) => {
  const allowed = max === Number.MAX_VALUE ? `must be at least ${min}` : `must be between ${min} and ${max}`;
  return v.pipe(v.number(), v.minValue(min, allowed), v.maxValue(max, allowed));
};

/** A number that is not negative. */
export const nonNegative = numberBetween(0, Number.MAX_VALUE);

/** A count: whole, not negative, exact in a double. */
export const count = v.pipe(
  v.number(),
  v.integer('must be a whole number'),
  v.minValue(0, 'must be at least 0'),
  v.maxValue(Number.MAX_SAFE_INTEGER, 'must be at most 9007199254740991'),
);

/** 32 hex digits, not all zero. */
export const traceId = v.pipe(
  v.string(),
  v.check((value) => parseTraceId(value) !== undefined, 'must be 32 hexadecimal digits, not all zero'),
);

/** 16 hex digits, not all zero. */
export const spanId = v.pipe(
  v.string(),
  v.check((value) => parseSpanId(value) !== undefined, 'must be 16 hexadecimal digits, not all zero'),
);

/** ISO 8601, or epoch seconds as a number. */
export const instant = v.pipe(
  v.union([v.string(), v.number()], 'must be an ISO 8601 time or epoch seconds'),
  v.check(
    (value) => toEpochMs(value) !== undefined,
    'must be an ISO 8601 time with a date, or epoch seconds (not milliseconds), between the years 2000 and 2100',
  ),
);

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;
const LATEST = Date.UTC(2100, 0, 1);

/** Milliseconds since the epoch from what the API accepts as a time; a time without zone is UTC. Undefined when it is none. */
export const toEpochMs = (value: string | number): number | undefined => {
  const ms = typeof value === 'number' ? value * 1000 : fromIso(value);
  return Number.isFinite(ms) && ms >= EARLIEST && ms < LATEST ? ms : undefined;
};

const fromIso = (value: string): number => {
  if (!ISO.test(value)) return Number.NaN;
  // Date.parse rolls 30 February over into March; every month has 28 days.
  const day = Number(value.slice(8, 10));
  if (day > 28) {
    const [year, month] = [Number(value.slice(0, 4)), Number(value.slice(5, 7))];
    if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return Number.NaN;
  }
  const zoned = value.length > 10 && !/(?:Z|[+-]\d{2}:?\d{2})$/i.test(value) ? `${value}Z` : value;
  return Date.parse(zoned.replace(' ', 'T'));
};
