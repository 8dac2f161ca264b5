/** Reads a whole number of a query string. */
import { AppError } from '../call/problem.ts';

/**
 * The number, or the default when it is left out.
 * @throws {AppError} `invalid-request` naming it
 */
export const readWholeNumber = (
  query: Readonly<Record<string, string | undefined>>,
  name: string,
  { min, max, otherwise }: { readonly min: number; readonly max: number; readonly otherwise: number },
): number => {
  const text = query[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  const message = `must be a whole number between ${min} and ${max}`;
  throw new AppError('invalid-request', `${name} ${message}.`, { problems: [{ path: name, message }] });
};
