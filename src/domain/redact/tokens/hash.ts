/** The 32-bit hash words are known by: FNV-1a over folded code units, so that case and accents do not matter. */
import { foldOf } from './characters.ts';

/** Where every hash starts: FNV's 32-bit offset basis. */
export const HASH_START = 0x811c9dc5 | 0;

/** FNV's 32-bit prime. @see https://datatracker.ietf.org/doc/html/draft-eastlake-fnv */
export const HASH_PRIME = 0x01000193;

/** Hash of a whole word, as the tokeniser computes it: underscores and hyphens do not count, so `api_key` is `apikey`. */
export const hashWord = (word: string): number => {
  let hash = HASH_START;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code === 95 || code === 45) continue;
    hash = Math.imul(hash ^ foldOf(code), HASH_PRIME);
  }
  return hash;
};
