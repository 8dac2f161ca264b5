/** Finds provider secrets at the start of a word, asking for the first two characters before anything else. */
import { claim, type Scan } from '../scan.ts';
import { isWordCode } from '../tokens/characters.ts';
import { providerSecrets } from './providers.ts';

interface Candidate {
  readonly type: string;
  readonly prefix: string;
  readonly rest: RegExp;
}

const pairOf = (first: number, second: number): number => (first < 128 && second < 128 ? first * 128 + second : 0);

/** Candidates by the pair of their first two characters, longest prefix first; undefined for a pair no prefix has. */
const readCandidates = (): readonly (readonly Candidate[] | undefined)[] => {
  const table = new Array<Candidate[] | undefined>(128 * 128).fill(undefined);
  for (const { type, prefixes, rest } of providerSecrets()) {
    for (const prefix of prefixes) {
      const pair = pairOf(prefix.charCodeAt(0), prefix.charCodeAt(1));
      const candidates = [...(table[pair] ?? []), { type, prefix, rest }];
      table[pair] = candidates.sort((a, b) => b.prefix.length - a.prefix.length);
    }
  }
  return table;
};

let byPair: ReturnType<typeof readCandidates> | undefined;

const UNDERSCORE = 95;

const isTiedByLetter = (text: string, start: number): boolean => {
  const before = text.charCodeAt(start - 1);
  return before !== UNDERSCORE && isWordCode(before);
};

/** Claims the provider secret that starts at `start`, the start of a word; 0 when there is none. */
export const findPrefixedSecret = (scan: Scan, start: number): number => {
  const { text } = scan;
  byPair ??= readCandidates();
  const candidates = byPair[pairOf(text.charCodeAt(start), text.charCodeAt(start + 1))];
  if (candidates === undefined || isTiedByLetter(text, start)) return 0;
  for (const { type, prefix, rest } of candidates) {
    if (!text.startsWith(prefix, start)) continue;
    rest.lastIndex = start + prefix.length;
    const match = rest.exec(text);
    if (match !== null) return claim(scan, type, start, rest.lastIndex, 0.99);
  }
  return 0;
};
