/** What the parts of an identifier or key tell: `db_password`, `customerPhone` and `OPENAI_API_KEY` have topics too. */
import { hashWord } from '../tokens/hash.ts';
import { packedWords } from './packed-words.ts';
import { TOPIC, TOPIC_WORDS } from './topics.ts';

/** Of a longer key the end is read, which says what the value is. */
const MAX_KEY = 80;

const cache = new Map<string, number>();
const MAX_CACHED = 4096;

const SECRET = TOPIC.PASSWORD | TOPIC.TOKEN;

const PARTS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\x20-\x7f]+/g;

/** `PGPASSWORD`, `mypasswd`, `smtppass`: written together, the word for a secret ends the key. */
const ENDING = /[a-z](?:(password|passwd|passphrase|passwort|pwd)|(apikey|secretkey|accesskey|authtoken))$/i;

const topicsOfEnding = (parts: readonly string[]): number => {
  const last = parts.at(-1) ?? '';
  const match = last.length > 5 ? ENDING.exec(last) : null;
  if (match === null) return 0;
  return match[1] === undefined ? TOPIC.TOKEN : TOPIC.PASSWORD;
};

/** What has a name without being a person: `tool_name`, `fileName`, `companyName`. */
const THINGS = packedWords('THING');

const isThing = (parts: readonly string[]): boolean => {
  const part = parts.at(-2);
  // A word of letters that look like Latin ones has the same hash, and is none.
  return part !== undefined && part.charCodeAt(0) < 128 && THINGS.has(hashWord(part));
};

/** `token_count`, `password_policy`, `keyId`: a secret's word must end the key; a public key is no secret. */
const topicsOfParts = (parts: readonly string[]): number => {
  let topics = TOPIC_WORDS.bitsOf(hashWord(parts.join('')));
  for (let first = 0; first < parts.length; first++) {
    const last = first === parts.length - 1;
    const one = TOPIC_WORDS.bitsOf(hashWord(parts[first]!));
    topics |= last ? one : one & ~SECRET;
    if (first + 1 < parts.length) {
      const two = TOPIC_WORDS.bitsOf(hashWord(parts[first]! + parts[first + 1]!));
      topics |= first + 2 === parts.length ? two : two & ~SECRET;
    }
  }
  if ((topics & SECRET) === 0) topics |= topicsOfEnding(parts);
  const isPublic = /^public$|^max$|^min$|^num$/i.test(parts[0] ?? '');
  if (isThing(parts)) topics &= ~TOPIC.PERSON;
  return isPublic ? topics & ~(SECRET | TOPIC.AGE) : topics;
};

/** The words and numbers that a key is made of: `first`, `Name` of `user.firstName`, of whose parts the last count most. */
export const partsOfKey = (key: string): readonly string[] => key.slice(-MAX_KEY).match(PARTS) ?? [];

/** Topics of a JSON key or an identifier in text; remembered for the keys met most lately. */
export const topicsOfKey = (key: string): number => {
  if (key.length === 0) return 0;
  if (key.length > MAX_KEY) return topicsOfKey(key.slice(-MAX_KEY));
  const known = cache.get(key);
  if (known !== undefined) return known;
  const topics = topicsOfParts(partsOfKey(key));
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, topics);
  return topics;
};
