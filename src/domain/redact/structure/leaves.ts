/** Walks JSON in a fixed order: once to read its texts, once to build it anew from what became of them. */
import type { Json } from '../../call/json.ts';
import { isJsonObject } from '../../call/json.ts';

/** A text in a document: a string, a key, or a number long enough to be somebody's. */
export interface Leaf {
  readonly kind: 'string' | 'key' | 'number';
  readonly text: string;
  /** The key it stands under, or under which the list it stands in does; empty at the root. */
  readonly underKey: string;
  /** The media type that a key beside it tells, as in `{"media_type": "image/png", "data": …}`. */
  readonly mediaType?: string;
}

/** Deeper than any payload we know; beyond it the part counts as not redactable. */
export const MAX_DEPTH = 200;

/** Numbers of 7–19 digits can be phone, card or social security numbers. */
const isTelling = (value: number): boolean => {
  const size = Math.abs(value);
  return Number.isInteger(value) && size >= 1e6 && size < 1e19;
};

const MEDIA_TYPE_KEYS = ['media_type', 'mime_type', 'mimeType', 'mediaType', 'content_type'];
const MEDIA_TYPE = /^[a-z0-9]{1,20}\/[a-zA-Z0-9.+-]{1,60}$/;

const mediaTypeOf = (value: Json): string | undefined => {
  if (!isJsonObject(value)) return undefined;
  for (const key of MEDIA_TYPE_KEYS) {
    const type = value[key];
    if (typeof type === 'string' && MEDIA_TYPE.test(type)) return type;
  }
  return undefined;
};

/** Calls `visit` for every text of `value`, in order of place; parts deeper than `MAX_DEPTH` are left out. */
export const visitLeaves = (
  value: Json,
  visit: (leaf: Leaf) => void,
  underKey = '',
  depth = 0,
  mediaType?: string,
): void => {
  if (depth > MAX_DEPTH) return;
  if (typeof value === 'string') {
    visit({ kind: 'string', text: value, underKey, ...(mediaType === undefined ? {} : { mediaType }) });
  } else if (typeof value === 'number') {
    if (isTelling(value)) visit({ kind: 'number', text: String(Math.abs(value)), underKey });
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) visitLeaves(item, visit, underKey, depth + 1);
  } else if (isJsonObject(value)) {
    const beside = mediaTypeOf(value);
    for (const [key, item] of Object.entries(value)) {
      visit({ kind: 'key', text: key, underKey });
      visitLeaves(item, visit, key, depth + 1, beside);
    }
  }
};

/** What stands in place of a leaf, and what to call it in paths. */
export type Replace = (path: string) => string | undefined;

/**
 * Builds `value` anew: `replace` is called for every text in the order of `visitLeaves` and gives what stands there now,
 * or `undefined` to leave it; `replaceDeep` gives what stands for parts that are too deep. Keys that would collide get a
 * number.
 */
export const rebuild = (value: Json, replace: Replace, replaceDeep: () => string, path = '', depth = 0): Json => {
  if (depth > MAX_DEPTH) return replaceDeep();
  if (typeof value === 'string') return replace(path) ?? value;
  if (typeof value === 'number') return isTelling(value) ? (replace(path) ?? value) : value;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item, at) =>
      rebuild(item, replace, replaceDeep, `${path}[${at}]`, depth + 1),
    );
  }
  if (!isJsonObject(value)) return value;
  const taken = new Set<string>();
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const wanted = replace(path) ?? key;
      let name = wanted;
      for (let copy = 2; taken.has(name); copy++) name = `${wanted} (${copy})`;
      taken.add(name);
      return [name, rebuild(item, replace, replaceDeep, path === '' ? name : `${path}.${name}`, depth + 1)];
    }),
  );
};
