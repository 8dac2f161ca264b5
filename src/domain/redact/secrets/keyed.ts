/** Secrets known by the word before them: `password: …`, `api_key = …`, `Authorization: Bearer …`. */
import { entropyOf } from '../checks/entropy.ts';
import { TOPIC } from '../context/topics.ts';
import { claim, type Scan } from '../scan.ts';
import { endOfPlaceholder } from '../tokens/placeholder.ts';
import { findDigest } from './logins.ts';

/** What makes the next word a value: `=`, `is`, `("`, `" value="`, `by '`, or the line of a list that says `value:`. */
const OPERATOR = new RegExp(
  [
    /(?:['’]s)?(?:_?\d{1,2})?["'`’”\])*]{0,4}[ \t]{0,3}(?::=|=>|->|===?|=|:|\bis\b|\bwas\b|\blautet\b|\bist\b|\bwar\b|\bes\b|\best\b|>|は)\s{0,3}["'`‘’“”([*]{0,4}(?:(?:bearer|basic|token)\s{1,2})?/,
    /\s?\(\s?["'`]/,
    /(?: (?:for|to|of|on|at|zu|zum|zur|für|vom|von|de|del|du|des|do|da|di|della|para|pour|van|voor|till|för)(?: [\wÀ-ÿ.'’-]{1,20}){1,4})? (?:is|was|lautet|ist|war|es|era|est|était|é|è|är|er|jest|será|sera)\s?:?\s["'`‘“]?/,
    /["']?[,;]?\s{1,24}["']?value["']?\s?[:=]\s?["']?/,
    /(?:\s[\w:.-]{1,30}=["'][^"'<>]{0,80}["']){1,4}\s?>/,
    /["'`]\s?,\s?["'`]/,
    /(?: (?:was |is )?(?:changed|reset|set|updated|rotated))? (?:from|to) ["'`]?/,
    / by ["']/,
  ]
    .map(({ source }) => `(?:${source})`)
    .join('|'),
  'iy',
);
const BLANK_AND_SCHEME = /(?:['’]s)?\s{1,2}["'`]?/y;
const VALUE = /[^\s"'`‘’“”,;<>(){}[\]\\]{5,512}/y;

/** So much of a value is judged; what is claimed goes on to its end. */
const JUDGED = 512;
const REST = /[^\s"'`‘’“”,;<>(){}[\]\\]{1,65536}/y;

const endOfLong = (text: string, start: number, end: number): number => {
  if (end - start < JUDGED) return end;
  REST.lastIndex = end;
  return REST.test(text) ? REST.lastIndex : end;
};

/** In a query the next parameter ends the value. */
const NEXT_PARAMETER = /&[\w.%-]{1,40}=.*$/;

/** The rest of a quoted value after its first word, on the same line. */
const QUOTED_REST = { '"': /[^"\n\\]{1,80}(?=")/y, "'": /[^'\n\\]{1,80}(?=')/y } as const;

/** What stands where a secret would, in documentation, templates and code. */
const NO_SECRET =
  /^(?:x{3,}|\*{2,}|\.{3,}|<|\$|\{|%|your|my|the|null|none|true|false|undefined|string|number|required|optional|process\.env|os\.environ|env\.|config\.|self\.|this\.|req\.|example|changeme|placeholder|redacted|\[|function|await|new|get|set|type|value|https?:|not|an?$|sha\d)/i;

const WORD = /^(?:[a-z]+|[A-Z][a-z]+)$/;
const CALL = /^[\w.]+\(/;
const CAMEL_WORDS = /^[A-Za-z]+[a-z][A-Z]+[a-z]+(?:[A-Z]+[a-z]+)*$/;
/** The working directory is called like a password. */
const PATH = /^[~.]{0,2}\/[\w.-]/;
const DOTTED_WORDS = /^[a-z]+(?:[._-][a-z]+)+$/i;

/** Names in code: `ec2.HttpTokens`, `config?.auth`, `S3_OBJECT_KEY`, `Pass::Pass1`, `a ?? b`. */
const MEMBER = /^[*&!]?[A-Za-z_$][\w$]*(?:\??(?:\.|::|->)[A-Za-z_$][\w$]*)*(?:[?|&!].*)?$/;
const SNAKE = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z]+(?:_[a-z0-9]+){2,})$/;
const CAPITALS = /^[A-Z]+$/;

const digitsIn = (value: string): number => value.replace(/\D/g, '').length;

/** `llm.input_messages.0.message.content`, `top-10-items`: words, and numbers that count them, name a thing and are no token. */
const COUNTED = /^[a-z]{2,}(?:[._-](?:[a-z]{2,}|\d{1,2})){2,}$/;

/** Generated secrets have more digits than names in code, and no members. */
const isCode = (value: string): boolean =>
  digitsIn(value) <= 4 &&
  ((MEMBER.test(value) && /[.:?|]|->/.test(value)) || (SNAKE.test(value) && digitsIn(value) <= 2));

/** Tells whether a value after "password" looks like one rather than like a word, a call or a name in code. */
export const looksLikePassword = (value: string): boolean =>
  value.length >= 5 &&
  !NO_SECRET.test(value) &&
  !WORD.test(value) &&
  !CALL.test(value) &&
  !CAMEL_WORDS.test(value) &&
  !PATH.test(value) &&
  !CAPITALS.test(value) &&
  !isCode(value) &&
  !DOTTED_WORDS.test(value);

const SCHEMA_WORDS =
  /^(?:string|password|secret|text|hidden|boolean|number|required|optional|null|none|true|false|yes|no|\*+|x+)$/i;

/** Tokens that stand for a password are some thousand characters long. */
export const LONGEST_SECRET = 8192;

/** Tells whether the value of a key called "password" is one: anything without blanks that is no word of a schema. */
export const looksLikeKeyedPassword = (value: string): boolean =>
  value.length >= 4 &&
  value.length <= LONGEST_SECRET &&
  !/\s/.test(value) &&
  !SCHEMA_WORDS.test(value) &&
  !/^[<${[]/.test(value);

/** Tells whether a value after "token" or "key" looks generated: long enough, letters and digits, unpredictable. */
export const looksLikeToken = (value: string): boolean => {
  if (
    value.length < 12 ||
    NO_SECRET.test(value) ||
    isCode(value) ||
    COUNTED.test(value) ||
    !/\d/.test(value) ||
    !/[A-Za-z]/.test(value)
  )
    return false;
  const bits = entropyOf(value);
  return bits >= (/^[a-z]+(?:[._-][a-z0-9]+)+$/.test(value) ? 3.6 : 3);
};

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const characterKinds = (value: string): number =>
  [/[a-z]/, /[A-Z]/, /\d/, /[^\w.\-/]/].filter((pattern) => pattern.test(value)).length;

/** `use token 9f86d081…`: what follows the word without a mark must be long, and of letters and digits only. */
const NAMES_TOKEN = /(?:token|secret|api ?key)$/i;
const LONG_TOKEN = /^(?=[^\d]*\d)[A-Za-z0-9_-]{24,256}$/;

/** `--password`, `--api-key`: an option of a command, whose value follows a blank. */
const isOption = (text: string, start: number): boolean => text.startsWith('--', start - 2);

/** `DB_PASSWORD=sunshine`: a variable of an environment holds the password itself, even if it is a word. */
const isVariable = (text: string, end: number): boolean =>
  text.charCodeAt(end) === 61 && /[A-Z]/.test(text[end - 1] ?? '') && !/[\s"'`=]/.test(text[end + 1] ?? ' ');

/** `user=app password=hedgehog host=db`: in a list of settings the value is the password itself too. */
const isSetting = (text: string, keyword: number, end: number, stop: number): boolean =>
  text.charCodeAt(end) === 61 &&
  /\w=[^\s=]{1,60} $/.test(text.slice(Math.max(0, keyword - 64), keyword)) &&
  /^ \w{2,30}=/.test(text.slice(stop, stop + 34));

/** Tells whether the value of a variable is a password: neither a template nor a word of a schema. */
const looksLikeVariable = (value: string): boolean =>
  !NO_SECRET.test(value) && !CALL.test(value) && !SCHEMA_WORDS.test(value);

/** `password: octopus-garden` as a line of its own, as in YAML and property files: words that hyphens join are a password there. */
const isOwnLine = (text: string, keyword: number, end: number, gap: string, stop: number): boolean => {
  if (!/^["']?\s?[:=]\s{0,3}["']?$/.test(gap)) return false;
  let first = keyword;
  while (/[\w.\-"' \t]/.test(text[first - 1] ?? '\n') && first > end - 80) first--;
  const isFirst = first === 0 || text[first - 1] === '\n';
  return isFirst && /^["']?[ \t]*(?:\r?\n|$)/.test(text.slice(stop, stop + 8));
};

const JOINED_WORDS = /^[a-z]{2,}(?:-[a-z]{2,}){1,5}$/i;

/** What the place of a call, a template or a prompt tells: `secret = toBytes(…)`, `prompt("Password: ")`. */
const isCalled = (value: string, text: string, stop: number): boolean =>
  (text[stop] === '(' && /^[\w.]+$/.test(value)) || (/^[A-Za-z]+[:?]$/.test(value) && /["' ]/.test(text[stop] ?? ''));

/** A value in quotes may have blanks: what follows its first word belongs to it. */
const endOfQuoted = (text: string, gap: string, end: number): number => {
  const quote = gap.at(-1);
  if ((quote !== '"' && quote !== "'") || text.charCodeAt(end) !== 32) return end;
  const rest = QUOTED_REST[quote];
  rest.lastIndex = end;
  return rest.test(text) ? rest.lastIndex : end;
};

const NEXT_PASSWORD = /["'`]? to ["'`]?([^\s"'`,;<>(){}[\]\\]{5,128})/y;

/** `changed from … to …`: the new password as well as the old one. */
const claimNext = (scan: Scan, gap: string, end: number): number => {
  if (!/from ["'`]?$/i.test(gap)) return end;
  NEXT_PASSWORD.lastIndex = end;
  const value = NEXT_PASSWORD.exec(scan.text)?.[1]?.replace(/[.?:*]+$/, '');
  if (value === undefined || !looksLikePassword(value)) return end;
  const start = scan.text.indexOf(value, end);
  return claim(scan, 'PASSWORD', start, start + value.length, 0.8);
};

/** Claims the value after the keyword from `keyword` to `end`; 0 when there is none. */
export const findKeyedSecret = (scan: Scan, keyword: number, end: number, topics: number): number => {
  const { text } = scan;
  const operator =
    matchAt(OPERATOR, text, end) ?? (isOption(text, keyword) ? matchAt(BLANK_AND_SCHEME, text, end) : undefined);
  const gap = operator ?? matchAt(BLANK_AND_SCHEME, text, end);
  if (gap === undefined) return 0;
  const start = end + gap.length;
  const bracket = gap.lastIndexOf('[');
  if (bracket >= 0 && endOfPlaceholder(text, end + bracket) > 0) return 0;
  const isQuoted = /["'`]$/.test(gap);
  const raw = matchAt(VALUE, text, start)?.replace(NEXT_PARAMETER, '');
  if (raw === undefined) return 0;
  const value = isQuoted ? raw : raw.replace(/[.!?:*]+$/, (marks) => (marks.startsWith('!') ? '!' : ''));
  const isPassword = (topics & TOPIC.PASSWORD) !== 0;
  const digest = isPassword ? 0 : findDigest(scan, start);
  if (digest > 0) return digest;
  if (isCalled(value, text, start + value.length)) return 0;
  const until = isQuoted && isPassword ? endOfQuoted(text, gap, start + value.length) : start + value.length;
  if (operator === undefined) {
    const kinds = isQuoted ? 2 : 3;
    const stands = isPassword
      ? value.length >= 6 && /\d/.test(value) && characterKinds(value) >= kinds && looksLikePassword(value)
      : (/bearer/i.test(text.slice(end - 6, end)) && value.length >= 16 && looksLikeToken(value)) ||
        (NAMES_TOKEN.test(text.slice(Math.max(0, end - 7), end)) && LONG_TOKEN.test(value) && looksLikeToken(value));
    return stands ? claim(scan, isPassword ? 'PASSWORD' : 'API_KEY', start, endOfLong(text, start, until), 0.75) : 0;
  }
  if (isPassword && isQuoted && until > start + value.length && /passphrase$/i.test(text.slice(keyword, end)))
    return claim(scan, 'PASSWORD', start, until, 0.75);
  const isJoined = isPassword && JOINED_WORDS.test(value) && !NO_SECRET.test(value);
  if (
    isPassword &&
    (looksLikePassword(value) ||
      ((isVariable(text, end) || isSetting(text, keyword, end, start + value.length)) && looksLikeVariable(value)) ||
      (isJoined && isOwnLine(text, keyword, end, gap, start + value.length)))
  )
    return claimNext(scan, gap, claim(scan, 'PASSWORD', start, endOfLong(text, start, until), 0.8));
  if ((topics & TOPIC.TOKEN) !== 0 && looksLikeToken(value)) {
    return claim(scan, 'API_KEY', start, endOfLong(text, start, start + value.length), 0.8);
  }
  return 0;
};

/** Commands that take a password behind a short option: `mysql -pSecret`, `sshpass -p secret`, `redis-cli -a secret`. */
const COMMANDS =
  /\b(?:mysql(?:dump|admin)?|mariadb|sshpass|redis-cli|mongo(?:sh|dump)?|ldapsearch|smbclient|docker login|az login|7z|zip)\b[^\n|;]{0,100}$/i;
const SHORT_OPTION = /-[paPwU] ?(?!-)["']?([^\s"'-][^\s"']{4,512})/y;

const CIPHER_KEY = /-k ["']?([^\s"'-][^\s"']{3,128})/y;

/** `openssl enc -aes-256-cbc -k secret`. */
const findCipherKey = (scan: Scan, hyphen: number): number => {
  CIPHER_KEY.lastIndex = hyphen;
  const value = CIPHER_KEY.exec(scan.text)?.[1];
  if (value === undefined || NO_SECRET.test(value)) return 0;
  if (!/\bopenssl\b[^\n|;]{0,80}$/.test(scan.text.slice(Math.max(scan.from, hyphen - 100), hyphen))) return 0;
  return claim(scan, 'PASSWORD', CIPHER_KEY.lastIndex - value.length, CIPHER_KEY.lastIndex, 0.8);
};

const PIPED = /\b(?:echo|printf) (?:-n )?["']?([^"'|\n]{4,64}?)["']? ?\| ?sudo $/;

/** `echo 'secret' | sudo -S`: what is piped into the question for the password. */
const findPipedPassword = (scan: Scan, hyphen: number): number => {
  const from = Math.max(scan.from, hyphen - 96);
  const match = PIPED.exec(scan.text.slice(from, hyphen));
  if (match === null || NO_SECRET.test(match[1]!)) return 0;
  const start = scan.text.indexOf(match[1]!, from + match.index + 4);
  return claim(scan, 'PASSWORD', start, start + match[1]!.length, 0.8);
};

/** Claims the password behind the short option whose hyphen stands at `hyphen`; 0 when there is none. */
export const findOptionSecret = (scan: Scan, hyphen: number): number => {
  const { text } = scan;
  if (text.charCodeAt(hyphen - 1) !== 32) return 0;
  const letter = text[hyphen + 1];
  if (letter === 'S') return findPipedPassword(scan, hyphen);
  if (letter === 'k') return findCipherKey(scan, hyphen);
  SHORT_OPTION.lastIndex = hyphen;
  const value = SHORT_OPTION.exec(text)?.[1];
  if (value === undefined || NO_SECRET.test(value) || WORD.test(value)) return 0;
  if (!COMMANDS.test(text.slice(Math.max(scan.from, hyphen - 120), hyphen))) return 0;
  return claim(scan, 'PASSWORD', SHORT_OPTION.lastIndex - value.length, SHORT_OPTION.lastIndex, 0.8);
};

const USER_AND_PASSWORD = / ?["']?[\w.@-]{1,64}:([^\s"']{4,1024})/y;

/** Claims the password of `curl -u user:password`, whose `u` stands at `start`; 0 when there is none. */
export const findCommandLineSecret = (scan: Scan, start: number, end: number): number => {
  USER_AND_PASSWORD.lastIndex = end;
  const match = USER_AND_PASSWORD.exec(scan.text);
  if (match === null || scan.text.charCodeAt(start - 1) !== 45 || NO_SECRET.test(match[1]!)) return 0;
  const to = end + match[0].length;
  return claim(scan, 'PASSWORD', to - match[1]!.length, to, 0.85);
};
