/** Checks a value against a schema and tells what is wrong in our words: the field's path, what is allowed, what kind was seen. */
import * as v from 'valibot';
import type { FieldProblem, Result } from '../call/problem.ts';

/** The value, typed, or every problem with it. `path` is put before the path of each problem. */
export const check = <S extends v.GenericSchema>(schema: S, value: unknown, path = ''): Result<v.InferOutput<S>> => {
  const outcome = v.safeParse(schema, value);
  return outcome.success
    ? { ok: true, value: outcome.output }
    : { ok: false, problems: outcome.issues.slice(0, MAX_PROBLEMS).map((issue) => toProblem(issue, path)) };
};

/** Nobody reads more, and a hostile body could earn millions. */
const MAX_PROBLEMS = 20;

const toProblem = (issue: v.BaseIssue<unknown>, prefix: string): FieldProblem => {
  const path = (issue.path ?? []).reduce(
    (before, { key }) =>
      typeof key === 'number' ? `${before}[${key}]` : before === '' ? String(key) : `${before}.${String(key)}`,
    prefix,
  );
  return { path, message: messageOf(issue) };
};

/** The library's own messages quote what was received, so only those we wrote ourselves are passed on. */
const messageOf = (issue: v.BaseIssue<unknown>): string => {
  if (issue.kind === 'validation' || issue.type === 'custom' || issue.type === 'union') {
    return `${issue.message}, got ${kindOf(issue.input)}`;
  }
  // A field that is missing: the library then expects its name.
  if (issue.input === undefined && /^"/.test(issue.expected ?? '')) return 'is required';
  const expected = EXPECTED[issue.expected ?? ''] ?? oneOf(issue.expected ?? 'another kind of value');
  return issue.input === undefined
    ? `is required: must be ${expected}`
    : `must be ${expected}, got ${kindOf(issue.input)}`;
};

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  Object: 'an object',
  Array: 'an array',
  '!null': 'a value',
};

/** Turns valibot's `("ok" | "error")` into `one of ok, error`. */
const oneOf = (expected: string): string =>
  expected.includes('|') ? `one of ${expected.replaceAll(/[()"]/g, '').split(' | ').join(', ')}` : expected;

/** The kind of a value, for messages: never the value. */
const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value === '' ? 'an empty string' : 'a string';
  return typeof value === 'number' ? 'a number' : 'a boolean';
};
