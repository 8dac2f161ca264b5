/** What a locale says of an id made of digits. */
import { lateWordSet, type WordSet } from '../tokens/wordtable.ts';

/** One kind of id. */
export interface NumericId {
  readonly type: string;
  /** How many digits it has. */
  readonly count: number;
  readonly check: (digits: ArrayLike<number>) => boolean;
  /** Group lengths people write it in; in one of these it counts without a word when `standsAlone`. */
  readonly groups: readonly (readonly number[])[];
  /** True when check and grouping together are proof enough. */
  readonly standsAlone: boolean;
  /** Hashes of the words it is named by. */
  readonly words: WordSet;
}

/** Describes an id; `words` are given as one text. */
export const numericId = (
  type: string,
  count: number,
  words: string,
  check: NumericId['check'],
  groups: NumericId['groups'] = [],
  standsAlone = false,
): NumericId => ({ type, count, check, groups, standsAlone, words: lateWordSet(words) });
