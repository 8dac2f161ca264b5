/**
 * The only names that may become a metric's dimension: those that whoever deploys has listed. Each new name is a new
 * metric at $0.30 a month for every metric of the catalogue, and a dimension is kept for 15 months and can't be erased, so
 * neither an id nor a text nor a person may ever be one.
 */

/** What metrics may be split by. */
export type DimensionName = 'Environment' | 'Model' | 'Category';

declare const bounded: unique symbol;

/** A name from a list of the deployment's settings. Nothing that came with a call can be one. */
export type BoundedName = string & { readonly [bounded]: true };

/** The names of one dimension, ready to look up; an empty list switches the dimension off. */
export type BoundedNames = ReadonlyMap<string, BoundedName>;

/** What the names that are not in the list count as. */
export const OTHER = 'other' as BoundedName;

/** Most names of one dimension; 20 models with some 12 metrics each are $72 a month. */
export const MAX_NAMES = 20;

/** Longest name. CloudWatch allows 1024 characters; no environment's or model's name needs more than this. */
const MAX_NAME_LENGTH = 64;

/** Letters, digits and the punctuation of model names: no spaces, so no sentences; no control characters. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]*$/;

/** What ids look like: a UUID, sixteen or more hex digits, a pseudonym, an e-mail address, a long number. */
const LOOKS_LIKE_AN_ID =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}|[0-9a-f]{16}|^u_[a-z0-9]{20,}|[^/]+@[^/]+\.[a-z]{2,}$|\d{9}/i;

/**
 * Makes the list of one dimension from a setting; empty texts are left out.
 * @throws Error when a name cannot be one or looks like an id, or there are too many.
 */
export const boundedNames = (texts: readonly string[]): BoundedNames => {
  const names = texts.map((text) => text.trim()).filter((text) => text !== '');
  if (names.length > MAX_NAMES) {
    throw new Error(`a metric dimension may have at most ${MAX_NAMES} names, got ${names.length}; check METRIC_*`);
  }
  for (const name of names) {
    if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
      throw new Error(
        `a metric dimension's name must be 1 to ${MAX_NAME_LENGTH} of A-Z a-z 0-9 . _ : / @ + -; check METRIC_*`,
      );
    }
    if (LOOKS_LIKE_AN_ID.test(name)) throw new Error('a metric dimension may not be named by an id; check METRIC_*');
  }
  return new Map(names.map((name) => [name.toLowerCase(), name as BoundedName]));
};

/** The listed name that the first of the given texts means; `other` when none is listed. */
export const boundedName = (names: BoundedNames, ...texts: readonly (string | undefined)[]): BoundedName => {
  for (const text of texts) {
    const name = text === undefined ? undefined : names.get(text.toLowerCase());
    if (name !== undefined) return name;
  }
  return OTHER;
};
