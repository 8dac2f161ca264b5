/** Walks JSON in a fixed order: once to read its texts, once to build it anew from what became of them. */
import { Buffer } from 'node:buffer';
import type { Json, JsonObject } from '../../call/json.ts';
import { isJsonObject } from '../../call/json.ts';
import { topicsOfKey } from '../context/identifiers.ts';
import { TOPIC } from '../context/topics.ts';

/** A text in a document: a string, a key, a number long enough to be somebody's, or a file given byte by byte. */
export interface Leaf {
  readonly kind: 'string' | 'key' | 'number' | 'bytes';
  /** What it says; of bytes, their base64. */
  readonly text: string;
  /** The key it stands under, or under which the list it stands in does; empty at the root. */
  readonly underKey: string;
  /** The media type that a key beside it tells, as in `{"media_type": "image/png", "data": …}`. */
  readonly mediaType?: string | undefined;
  /** The role of the message that it is part of, where one is told. */
  readonly speaker?: string | undefined;
}

/** Deeper than any payload we know; beyond it the part counts as not redactable. */
export const MAX_DEPTH = 200;

/** What a number of 3–6 digits can be is told by its key alone. */
const SHORT = TOPIC.CVV | TOPIC.PIN | TOPIC.PASSWORD | TOPIC.MEDICAL | TOPIC.BANK | TOPIC.PASSPORT | TOPIC.LICENCE;

/** Keys whose number below 125 is somebody's age; `max_age` and `cache_age` are not. */
const AGE_KEY =
  /^(?:(?:patient|customer|user|person|applicant|insured|driver|member|client|candidate|employee|child|spouse)_?)?(?:age|edad|alter|idade|leeftijd)$/i;

const isAge = (value: number, key: string): boolean =>
  value > 0 && value < 125 && key.length < 20 && Number.isInteger(value) && AGE_KEY.test(key);

/** Numbers of 7–19 digits can be phone, card or social security numbers; shorter ones a security code or PIN. */
export const isTelling = (value: number, underKey: string): boolean => {
  const size = Math.abs(value);
  if (size < 125 && isAge(value, underKey)) return true;
  if (!Number.isInteger(value) || size < 100 || size >= 1e19) return false;
  return size >= 1e6 || (topicsOfKey(underKey) & SHORT) !== 0;
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

/** Whose message an object is. */
const speakerOf = ({ role }: JsonObject): string | undefined => (typeof role === 'string' ? role : undefined);

/** Pairs of keys whose first names what stands under the second: `{"name": "authorization", "value": "…"}`. */
const NAMING_KEYS = ['key', 'name', 'Key', 'Name', 'header', 'field', 'k'];
const NAMED_KEYS: ReadonlySet<string> = new Set([
  'value',
  'Value',
  'val',
  'v',
  'stringValue',
  'intValue',
  'doubleValue',
]);

/** Tells whether what stands under a key names what stands under the key beside it. */
export const isNamingKey = (key: string): boolean => NAMING_KEYS.includes(key);

/** Tells whether a key says nothing of its value, for which a naming key may speak. */
export const isNamedKey = (key: string): boolean => NAMED_KEYS.has(key);

/** The key that a value stands under: its own, or the one that an entry of a list gives beside it. */
const keyOf = (object: JsonObject, key: string, underKey: string): string => {
  if (!NAMED_KEYS.has(key)) return key;
  for (const naming of NAMING_KEYS) {
    const name = object[naming];
    if (typeof name === 'string' && name.length <= 80) return name;
  }
  return key.length > 5 ? underKey : key;
};

const OPTION = /^--?[A-Za-z][\w-]{2,40}$/;

/** In the arguments of a command an option is the key of what follows: `["--password", "…"]`. */
const keyOfItem = (list: readonly Json[], at: number, underKey: string): string => {
  const before = at === 0 ? undefined : list[at - 1];
  return typeof before === 'string' && before.charCodeAt(0) === 45 && OPTION.test(before) ? before : underKey;
};

/** Fewer bytes are a list of small numbers. */
const MIN_BYTES = 256;
const BYTES_KEY = /^(?:data|bytes|buffer|blob|image|audio|file|content|body)$/i;

const isByte = (value: Json): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256;

/** The bytes of a buffer that was written as JSON: a list of numbers under such a key, or an object of numbered ones. */
const bytesOf = (value: Json, underKey: string): readonly Json[] | undefined => {
  if (typeof value !== 'object' || value === null || !BYTES_KEY.test(underKey)) return undefined;
  if (!Array.isArray(value) && (!isJsonObject(value) || value['0'] === undefined || value['255'] === undefined))
    return undefined;
  const bytes = Array.isArray(value) ? (value as readonly Json[]) : Object.values(value as JsonObject);
  return bytes.length >= MIN_BYTES && bytes.every(isByte) ? bytes : undefined;
};

/** Calls `visit` for every text of `value`, in order of place; parts deeper than `MAX_DEPTH` are left out. */
export const visitLeaves = (
  value: Json,
  visit: (leaf: Leaf) => void,
  underKey = '',
  depth = 0,
  speaker?: string,
  mediaType?: string,
): void => {
  if (depth > MAX_DEPTH) return;
  if (typeof value === 'string') {
    visit({ kind: 'string', text: value, underKey, mediaType, speaker });
    return;
  }
  if (typeof value === 'number') {
    if (isTelling(value, underKey)) visit({ kind: 'number', text: String(Math.abs(value)), underKey });
    return;
  }
  const bytes = bytesOf(value, underKey);
  if (bytes !== undefined) {
    visit({ kind: 'bytes', text: Buffer.from(bytes as number[]).toString('base64'), underKey });
  } else if (Array.isArray(value)) {
    const list = value as readonly Json[];
    for (let at = 0; at < list.length; at++)
      visitLeaves(list[at]!, visit, keyOfItem(list, at, underKey), depth + 1, speaker);
  } else if (isJsonObject(value)) {
    const beside = mediaTypeOf(value);
    const own = speakerOf(value) ?? speaker;
    for (const key of Object.keys(value)) {
      visit({ kind: 'key', text: key, underKey });
      visitLeaves(value[key]!, visit, keyOf(value, key, underKey), depth + 1, own, beside);
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
export const rebuild = (
  value: Json,
  replace: Replace,
  replaceDeep: () => string,
  path = '',
  underKey = '',
  depth = 0,
): Json => {
  if (depth > MAX_DEPTH) return replaceDeep();
  if (typeof value === 'string') return replace(path) ?? value;
  if (typeof value === 'number') return isTelling(value, underKey) ? (replace(path) ?? value) : value;
  if (bytesOf(value, underKey) !== undefined) return replace(path) ?? value;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item, at) =>
      rebuild(
        item,
        replace,
        replaceDeep,
        `${path}[${at}]`,
        keyOfItem(value as readonly Json[], at, underKey),
        depth + 1,
      ),
    );
  }
  if (!isJsonObject(value)) return value;
  const keys = Object.keys(value);
  const built: Record<string, Json> = {};
  /** The names so far, once one of them is no longer its key; keys alone never collide. */
  let taken: Set<string> | undefined;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]!;
    const wanted = replace(path) ?? key;
    let name = wanted;
    if (wanted !== key && taken === undefined && keys.length > 1) taken = new Set(keys.slice(0, at));
    for (let copy = 2; taken?.has(name); copy++) name = `${wanted} (${copy})`;
    taken?.add(name);
    const inside = path === '' ? name : `${path}.${name}`;
    put(built, name, rebuild(value[key]!, replace, replaceDeep, inside, keyOf(value, key, underKey), depth + 1));
  }
  return built;
};

/** Sets a field, be it called `__proto__`, which otherwise would not become one. */
const put = (object: Record<string, Json>, name: string, value: Json): void => {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
};
