/** Gives each distinct value its placeholder: `[EMAIL]` when it is alone of its type in the document, else `[EMAIL_1]`… */
import { isEntityType } from './entities.ts';

/** Numbers values within one document; it lives as long as one redaction and nothing of it is kept. */
export interface Placeholders {
  /** Notes that `value` of `type` occurs; call it for every finding, in order, before the first `nameFor`. */
  note(type: string, value: string): void;
  /** Notes placeholders that already stand in a text, so that new ones do not take their numbers. */
  noteExisting(text: string): void;
  /** The placeholder of a value noted before. */
  nameFor(type: string, value: string): string;
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

interface Numbering {
  readonly numbers: Map<string, number>;
  /** The placeholders given so far. */
  readonly names: Map<string, string>;
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
    const fresh: Numbering = { numbers: new Map(), names: new Map(), highest: 0, existed: false };
    types.set(type, fresh);
    return fresh;
  };
  return {
    note: (type, value) => {
      const { numbers } = numberingOf(type);
      const identity = identify(type, value);
      if (!numbers.has(identity)) numbers.set(identity, numbers.size + 1);
    },
    noteExisting: (text) => {
      if (!text.includes('[')) return;
      for (const [, type, number] of text.matchAll(EXISTING)) {
        if (!isEntityType(type!)) continue;
        const numbering = numberingOf(type);
        numbering.existed = true;
        numbering.highest = Math.max(numbering.highest, Number(number ?? 0));
      }
    },
    nameFor: (type, value) => {
      const { numbers, names, highest, existed } = numberingOf(type);
      const identity = identify(type, value);
      const given = names.get(identity);
      if (given !== undefined) return given;
      const isAlone = numbers.size === 1 && !existed;
      const number = isAlone ? '' : `_${highest + numbers.get(identity)!}`;
      const name = isEntityType(type) ? type : `CUSTOM:${type}`;
      const token = tokenOf === undefined ? '' : `:${tokenOf(type, identity)}`;
      const placeholder = `[${name}${number}${token}]`;
      names.set(identity, placeholder);
      return placeholder;
    },
  };
};
