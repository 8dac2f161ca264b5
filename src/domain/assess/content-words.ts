/** The words that say what a text is about: those left when the small ones of its language are taken away. */
import { isFunctionWord } from './language.ts';
import { rememberLast } from './remember.ts';
import { type Words, wordTable } from './words.ts';

/** Words of requests and answers in general, which say nothing of their topic. */
const GENERIC = wordTable(
  `please write give tell explain describe make create provide help need want could should about following example examples
  answer question questions response using used like list good best better many much also very just than then them they
  into over such each other another sentence sentences word words paragraph text here been being were same different
  think know thing things sure show find get got let way ways well work works take time first second last next new`,
);

const MIN_LENGTH = 3;

/** One number for two neighbouring characters. */
export const pairOf = (first: number, second: number): number => (Math.imul(first, 31) + second) | 0;

/** Stems of the content words of a text. Characters of scripts without spaces count in pairs. */
export const contentStems: (words: Words) => ReadonlySet<number> = rememberLast((words) => readStems(words));

const readStems = ({ count, codes, hashes, stems, starts, ends }: Words): ReadonlySet<number> => {
  const found = new Set<number>();
  for (let at = 0; at < count; at += 1) {
    const length = ends[at]! - starts[at]!;
    const first = codes[starts[at]!]!;
    if (length === 1 && first >= 0x3040) {
      if (starts[at + 1] === ends[at]) found.add(pairOf(hashes[at]!, hashes[at + 1]!));
      continue;
    }
    // Short words count when they are names or figures: `VAT`, `SQL`, `42`.
    const isShortName = length >= 2 && first < 91 && codes[ends[at]! - 1]! < 91;
    if (length < MIN_LENGTH && !isShortName) continue;
    if (!isFunctionWord(hashes[at]!) && !(GENERIC.get(hashes[at]!) !== 0)) found.add(stems[at]!);
  }
  return found;
};
