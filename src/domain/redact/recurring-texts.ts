/**
 * Texts that recur in many documents: system prompts, roles, descriptions of tools. What is kept are texts in which nothing
 * was found, which are their own redacted form, and only those that came twice.
 */
import { HASH_PRIME } from './tokens/hash.ts';

/** So many texts are kept, in places told by a few of their letters; a later one takes the place of an earlier. */
const PLACES = 256;

/** Longer ones are not kept, so that all of them together stay within some megabytes. */
const LONGEST = 8192;

/** Letters by which a text is told from most others before it is compared. */
const SAMPLES = 8;

/** A number by which a text is told from most others, without reading all of it. */
export const sampleOf = (text: string): number => {
  const step = Math.ceil(text.length / SAMPLES);
  let hash = text.length;
  for (let at = 0; at < text.length; at += step) hash = Math.imul(hash ^ text.charCodeAt(at), HASH_PRIME);
  return hash;
};

const placeOf = (sample: number): number => (sample ^ (sample >>> 16)) & (PLACES - 1);

/** A text of its own, for one that is part of a request would keep the whole request. */
const copyOf = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

/** What looking at such a text leaves behind. */
export interface RecurringText {
  readonly text: string;
  /** Whether names were looked for in it, and the hashes of the words that might be somebody's. */
  readonly hasWindow: boolean;
  readonly passed: Int32Array;
}

/** The texts that recur in the documents of one redactor. */
export interface RecurringTexts {
  /** What is known of this very text. */
  readonly find: (text: string) => RecurringText | undefined;
  /** Notes a text in which nothing was found. */
  readonly note: (text: string, hasWindow: boolean, passed: () => Int32Array) => void;
}

/** None yet. */
export const createRecurringTexts = (): RecurringTexts => {
  const known = new Array<RecurringText | undefined>(PLACES).fill(undefined);
  /** The sample of the text that came last, by its place. */
  const cameOnce = new Int32Array(PLACES);
  return {
    find: (text) => {
      if (text.length > LONGEST) return undefined;
      const found = known[placeOf(sampleOf(text))];
      return found?.text === text ? found : undefined;
    },
    note: (text, hasWindow, passed) => {
      if (text.length > LONGEST) return;
      const sample = sampleOf(text);
      const place = placeOf(sample);
      if (cameOnce[place] === sample) known[place] = { text: copyOf(text), hasWindow, passed: passed() };
      else cameOnce[place] = sample;
    },
  };
};
