/** Secrets known by the word before them: `password: …`, `api_key = …`, `Authorization: Bearer …`. */
import { entropyOf } from '../checks/entropy.ts';
import { TOPIC } from '../context/topics.ts';
import { claim, type Scan } from '../scan.ts';
import { endOfPlaceholder } from '../tokens/placeholder.ts';

const OPERATOR =
  /(?:['’]s)?["'`\])]{0,3}[ \t]{0,3}(?::=|=>|===?|=|:|\bis\b|\bwas\b|>)\s{0,3}["'`([]{0,4}(?:(?:bearer|basic|token)\s{1,2})?/iy;
const BLANK_AND_SCHEME = /(?:['’]s)?\s{1,2}["'`]?/y;
const VALUE = /[^\s"'`,;<>(){}[\]\\]{5,512}/y;

/** What stands where a secret would, in documentation, templates and code. */
const NO_SECRET =
  /^(?:x{3,}|\*{2,}|\.{3,}|<|\$|\{|%|your|my|the|null|none|true|false|undefined|string|number|required|optional|process\.env|os\.environ|env\.|config\.|self\.|this\.|req\.|example|changeme|placeholder|redacted|\[|function|await|new|get|set|type|value|https?:|not|an?$|sha\d)/i;

const WORD = /^(?:[a-z]+|[A-Z][a-z]+)$/;
const CALL = /^[\w.]+\(/;
const CAMEL_WORDS = /^[A-Za-z][a-z]+(?:[A-Z][a-z]+)+$/;
const DOTTED_WORDS = /^[a-z]+(?:[._-][a-z]+)+$/i;

/** Tells whether a value after "password" looks like one rather than like a word, a call or a name in code. */
export const looksLikePassword = (value: string): boolean =>
  value.length >= 5 &&
  !NO_SECRET.test(value) &&
  !WORD.test(value) &&
  !CALL.test(value) &&
  !CAMEL_WORDS.test(value) &&
  !DOTTED_WORDS.test(value);

const SCHEMA_WORDS =
  /^(?:string|password|secret|text|hidden|boolean|number|required|optional|null|none|true|false|yes|no|\*+|x+)$/i;

/** Tells whether the value of a key called "password" is one: anything without blanks that is no word of a schema. */
export const looksLikeKeyedPassword = (value: string): boolean =>
  value.length >= 4 && value.length <= 256 && !/\s/.test(value) && !SCHEMA_WORDS.test(value) && !/^[<${[]/.test(value);

/** Tells whether a value after "token" or "key" looks generated: long enough, letters and digits, unpredictable. */
export const looksLikeToken = (value: string): boolean => {
  if (value.length < 12 || NO_SECRET.test(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const bits = entropyOf(value);
  return bits >= (/^[a-z]+(?:[._-][a-z0-9]+)+$/.test(value) ? 3.6 : 3);
};

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const characterKinds = (value: string): number =>
  [/[a-z]/, /[A-Z]/, /\d/, /[^\w.\-/]/].filter((pattern) => pattern.test(value)).length;

/** Claims the value after the keyword that ends at `end`; 0 when there is none. */
export const findKeyedSecret = (scan: Scan, end: number, topics: number): number => {
  const { text } = scan;
  const operator = matchAt(OPERATOR, text, end);
  const gap = operator ?? matchAt(BLANK_AND_SCHEME, text, end);
  if (gap === undefined) return 0;
  const start = end + gap.length;
  const bracket = gap.lastIndexOf('[');
  if (bracket >= 0 && endOfPlaceholder(text, end + bracket) > 0) return 0;
  const isQuoted = /["'`]$/.test(gap);
  const raw = matchAt(VALUE, text, start);
  if (raw === undefined) return 0;
  const value = isQuoted ? raw : raw.replace(/[.!?:]+$/, (marks) => (marks.startsWith('!') ? '!' : ''));
  const isPassword = (topics & TOPIC.PASSWORD) !== 0;
  if (operator === undefined) {
    const stands = isPassword
      ? value.length >= 6 && characterKinds(value) >= 3 && !NO_SECRET.test(value)
      : /bearer/i.test(text.slice(end - 6, end)) && value.length >= 16 && entropyOf(value) > 3;
    return stands ? claim(scan, isPassword ? 'PASSWORD' : 'API_KEY', start, start + value.length, 0.75) : 0;
  }
  if (isPassword && looksLikePassword(value)) return claim(scan, 'PASSWORD', start, start + value.length, 0.8);
  if ((topics & TOPIC.TOKEN) !== 0 && looksLikeToken(value)) {
    return claim(scan, 'API_KEY', start, start + value.length, 0.8);
  }
  return 0;
};

const USER_AND_PASSWORD = / ?["']?[\w.@-]{1,64}:([^\s"']{4,256})/y;

/** Claims the password of `curl -u user:password`, whose `u` stands at `start`; 0 when there is none. */
export const findCommandLineSecret = (scan: Scan, start: number, end: number): number => {
  USER_AND_PASSWORD.lastIndex = end;
  const match = USER_AND_PASSWORD.exec(scan.text);
  if (match === null || scan.text.charCodeAt(start - 1) !== 45 || NO_SECRET.test(match[1]!)) return 0;
  const to = end + match[0].length;
  return claim(scan, 'PASSWORD', to - match[1]!.length, to, 0.85);
};
