/** Names that a key tells, as `{"surname": "Mueller"}` does: there is no sentence around them for the tagger to go by. */
import { partsOfKey } from '../context/identifiers.ts';
import { packedWords } from '../context/packed-words.ts';
import type { Span } from '../span.ts';
import { hashWord } from '../tokens/hash.ts';

/** Keys under which nothing stands but names of people; `name` alone, or a customer's, may be that of a thing or a company. */
const NAME_KEYS = packedWords('NAME_KEY');

/** One to four words that begin with a capital, or are written in a script without any. */
const NAME = /^[\p{Lu}\p{Lo}][\p{L}\p{M}'’.-]*(?: [\p{L}'’][\p{L}\p{M}'’.-]*){0,3}$/u;
const LONGEST = 60;

/** What forms and schemas say where a name is to be. */
const NO_NAME =
  /^(?:unknown|none|null|undefined|anonymous|string|text|test|empty|missing|required|optional|redacted|hidden|tbd)$/i;

const isNameKey = (key: string): boolean => {
  const parts = partsOfKey(key);
  const [secondLast = '', last = ''] = parts.length === 1 ? ['', parts[0]] : parts.slice(-2);
  return NAME_KEYS.has(hashWord(last)) || NAME_KEYS.has(hashWord(secondLast + last));
};

const isWhole = (text: string, found: readonly Span[]): boolean =>
  found.length === 1 && found[0]!.start === 0 && found[0]!.end === text.length;

/** What was found in a text, or the whole of it where its key says that it is somebody's name. */
export const withNameByKey = (found: readonly Span[], text: string, underKey: string): readonly Span[] => {
  if (text.length < 2 || text.length > LONGEST || !NAME.test(text) || NO_NAME.test(text)) return found;
  if (isWhole(text, found) || !isNameKey(underKey)) return found;
  return [{ type: 'PERSON', start: 0, end: text.length, confidence: 0.75 }];
};
