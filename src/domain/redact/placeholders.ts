/** Gives each distinct value its placeholder: `[EMAIL]` when it is alone of its type in the document, else `[EMAIL_1]`… */
import { isEntityType } from './entities.ts';

/** Numbers values within one document; it lives as long as one redaction and nothing of it is kept. */
export interface Placeholders {
  /** Notes that `value` of `type` occurs; call it for every finding, in order, before the first `nextName`. */
  note(type: string, value: string): void;
  /** Notes placeholders that already stand in a text, so that new ones do not take their numbers. */
  noteExisting(text: string): void;
  /** The placeholders of the values noted, in the same order, one with each call. */
  nextName(): string;
}

const EXISTING = /\[([A-Z]{2,10}(?:_[A-Z]{1,10}){0,3})(?:_(\d{1,6}))?(?::[0-9a-f]{12})?\]/g;

/** Types whose values are compared by their digits and letters alone, whatever separators were written. */
const isCode = (type: string): boolean => type !== 'EMAIL' && type !== 'PERSON' && type !== 'ADDRESS';

/** What two spellings of one value have in common. */
const identityOf = (type: string, value: string): string => {
  const folded = value
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();
  const bare = isCode(type) ? folded.replace(/[^\p{L}\p{N}]/gu, '') : folded.replace(/\s+/g, ' ');
  return bare === '' ? folded : bare;
};

/** One value, however often and in whatever spelling it occurs. */
interface Value {
  readonly numbering: Numbering;
  /** What tells it from others of its type. */
  readonly identity: string;
  readonly number: number;
  /** Its placeholder, once it was asked for. */
  name: string | undefined;
}

/** The values of one type. */
interface Numbering {
  readonly type: string;
  readonly byText: Map<string, Value>;
  readonly byIdentity: Map<string, Value>;
  /** The highest number among the placeholders that stood there before, and whether there were any. */
  highest: number;
  existed: boolean;
}

/**
 * Makes an empty numbering. `fullNameOf` tells which person a name is; `tokenOf` gives the keyed token of a value, for
 * projects whose analysts must join.
 */
export const createPlaceholders = (
  fullNameOf?: (name: string) => string,
  tokenOf?: (type: string, identity: string) => string,
): Placeholders => {
  const identify = (type: string, value: string): string =>
    type === 'PERSON' && fullNameOf !== undefined ? fullNameOf(value) : identityOf(type, value);
  const types = new Map<string, Numbering>();
  const numberingOf = (type: string): Numbering => {
    const known = types.get(type);
    if (known !== undefined) return known;
    const fresh: Numbering = { type, byText: new Map(), byIdentity: new Map(), highest: 0, existed: false };
    types.set(type, fresh);
    return fresh;
  };
  /** The value of each finding, so that what it says is read and compared only once. */
  const noted: Value[] = [];
  let next = 0;
  const valueFor = (type: string, text: string): Value => {
    const numbering = numberingOf(type);
    const { byText, byIdentity } = numbering;
    const known = byText.get(text);
    if (known !== undefined) return known;
    const identity = identify(type, text);
    const value = byIdentity.get(identity) ?? { numbering, identity, number: byIdentity.size + 1, name: undefined };
    byIdentity.set(identity, value);
    byText.set(text, value);
    return value;
  };
  const nameOf = ({ numbering: { type, byIdentity, highest, existed }, identity, number }: Value): string => {
    const isAlone = byIdentity.size === 1 && !existed;
    const name = isEntityType(type) ? type : `CUSTOM:${type}`;
    const token = tokenOf === undefined ? '' : `:${tokenOf(type, identity)}`;
    return `[${name}${isAlone ? '' : `_${highest + number}`}${token}]`;
  };
  return {
    note: (type, value) => {
      noted.push(valueFor(type, value));
    },
    noteExisting: (text) => {
      const first = text.indexOf('[');
      if (first < 0) return;
      // Not `matchAll`, which copies the pattern each time.
      EXISTING.lastIndex = first;
      for (let found = EXISTING.exec(text); found !== null; found = EXISTING.exec(text)) {
        const [, type, number] = found;
        if (!isEntityType(type!)) continue;
        const numbering = numberingOf(type);
        numbering.existed = true;
        numbering.highest = Math.max(numbering.highest, Number(number ?? 0));
      }
    },
    nextName: () => {
      const value = noted[next++]!;
      value.name ??= nameOf(value);
      return value.name;
    },
  };
};
