/** What a locale says of an id made of letters and digits. */
import { lateWordSet, type WordSet } from '../tokens/wordtable.ts';

/** One kind of id. */
export interface CodedId {
  readonly type: string;
  /** Matches the whole id where it starts; bounded. */
  readonly pattern: RegExp;
  readonly check: (code: string) => boolean;
  /** False where no id of this kind begins with a letter (or with a digit). */
  readonly beginsWithLetter: boolean;
  readonly beginsWithDigit: boolean;
  /** True when pattern and check together are proof enough. */
  readonly standsAlone: boolean;
  /** Hashes of the words it is named by. */
  readonly words: WordSet;
}

/** How patterns begin, or their second alternative. */
const LETTER_FIRST = /(?:^|\|)(?:\(\?![^)]*\))?\[[A-Z]/;
const DIGIT_FIRST = /(?:^|\|)(?:\\d|\[\d)/;

/** Describes an id; `pattern` matches in any case, is made sticky and must not be followed by a letter or digit. */
export const codedId = (
  type: string,
  pattern: string,
  words: string,
  standsAlone: boolean,
  check: CodedId['check'] = () => true,
): CodedId => ({
  type,
  pattern: new RegExp(`(?:${pattern})(?![A-Za-z0-9])`, 'iy'),
  check: (code) => check(code.replace(/[ .-]/g, '').toUpperCase()),
  beginsWithLetter: LETTER_FIRST.test(pattern),
  beginsWithDigit: DIGIT_FIRST.test(pattern),
  standsAlone,
  words: lateWordSet(words),
});
