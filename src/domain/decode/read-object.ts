/** Reads a body that must be one JSON object, and checks it against a schema. */
import type * as v from 'valibot';
import { isJsonObject, type JsonObject } from '../call/json.ts';
import { AppError, type FieldProblem } from '../call/problem.ts';
import { decodeUtf8, type Inflated } from './body.ts';
import { check } from './check.ts';
import { inspect, parseJson } from './json.ts';

/**
 * The object of a body.
 * @throws {AppError} naming what is wrong with it
 */
export const readObject = (body: Inflated): JsonObject => {
  const inspected = inspect(parseJson(decodeUtf8(body)));
  if (inspected.problems.length > 0) throw refusal(inspected.problems);
  if (!isJsonObject(inspected.value)) throw refusal([{ path: '', message: 'the body must be an object' }]);
  return inspected.value;
};

/**
 * The object of a body, as a schema types it.
 * @throws {AppError} naming every field that is wrong
 */
export const decodeObject = <S extends v.GenericSchema>(body: Inflated, schema: S): v.InferOutput<S> => {
  const checked = check(schema, readObject(body));
  if (!checked.ok) throw refusal(checked.problems);
  return checked.value;
};

/** What a request with wrong fields is answered; the first is said in words, all are listed. */
export const refusal = (problems: readonly FieldProblem[]): AppError => {
  const [first = { path: '', message: 'the request is not valid' }] = problems;
  return new AppError('invalid-request', `${`${first.path} ${first.message}`.trim()}.`, { problems });
};
