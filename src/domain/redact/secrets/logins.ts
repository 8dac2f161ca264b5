/** Passwords that stand beside a user's name rather than behind a word: Oracle's, lists of logins, HTTP's digests. */
import { packedWords } from '../context/packed-words.ts';
import { claim, type Scan } from '../scan.ts';

const SLASH = 47;

/** How far back from the `@` a user's name and password reach. */
const MAX_LOGIN = 100;

/** `scott/tiger@`, behind a blank, a quote or the `:` of a JDBC address. */
const USER_AND_PASSWORD = /(?:^|[\s"'`=:(,])[A-Za-z][\w$#]{0,30}\/("?[^\s"'/@:[\]]{3,64}"?)$/;

/** A command that connects, in front of `scott/tiger@ORCL`. */
const ORACLE_COMMAND = /\b(?:sqlplus|sqlldr|expdp|impdp|exp|imp|rman|tnsping)\b[^\n|;]{0,40}$/i;

/** `@//host:1521/ORCL`, `@host:1521`, `@(DESCRIPTION=`: where Oracle's programs connect to. */
const ORACLE_HOST = /@(?:\/\/[\w[]|\(\s?DESCRIPTION|[\w.-]{1,64}:\d{2,5}[:/\s])/iy;

/** Claims the password in `scott/tiger@//host` before the `@` at `at`; 0 when there is none. */
export const findOracleLogin = (scan: Scan, at: number): number => {
  const { text } = scan;
  const before = text.slice(Math.max(scan.from, at - MAX_LOGIN), at);
  if (!before.includes('/')) return 0;
  const password = USER_AND_PASSWORD.exec(before)?.[1];
  if (password === undefined) return 0;
  ORACLE_HOST.lastIndex = at;
  if (!ORACLE_HOST.test(text) && !ORACLE_COMMAND.test(before.slice(0, before.lastIndexOf('/')))) return 0;
  return claim(scan, 'PASSWORD', at - password.length, at, 0.85);
};

/** An HTTP digest goes on for a few hundred characters. */
const MAX_DIGEST = 700;
const RESPONSE = /\bresponse\s?=\s?\\?["']?([0-9a-f]{32,64})(?![0-9a-f])/i;

/** Claims the response of `Authorization: Digest username="…", response="…"`, whose scheme stands at `start`; 0 when there is none. */
export const findDigest = (scan: Scan, start: number): number => {
  if (!/^digest\s/i.test(scan.text.slice(start, start + 7))) return 0;
  const header = scan.text.slice(start, start + MAX_DIGEST);
  const match = RESPONSE.exec(header);
  if (match === null) return 0;
  const end = start + match.index + match[0].length;
  return claim(scan, 'PASSWORD', end - match[1]!.length, end, 0.85);
};

/** `creds: admin / S3cret!`, `logins are ops:S3cret!`: a user, then the password. */
const LOGIN =
  /(?:\s?(?:are|is|for [\w.-]{1,20}(?: [\w.-]{1,20})?|sind|sont|son))?\s?[:=-]?\s{0,2}["'`]?[\w.@+-]{2,64}["'`]?\s?[/:|,]\s?(?!\/)["'`]?([^\s"'`,;<>(){}[\]\\]{5,64})/y;

const hasThreeKinds = (value: string): boolean =>
  [/[a-z]/, /[A-Z]/, /\d/, /[^\w.\-/]/].filter((kind) => kind.test(value)).length >= 3;

const LOGIN_WORDS = packedWords('LOGIN');

/** Claims the password of the login behind the word `index`, such as `creds`, which ends at `end`; 0 when none looks like one. */
export const findLogin = (scan: Scan, index: number, end: number): number => {
  const { text } = scan;
  if (text.charCodeAt(end) === SLASH || !LOGIN_WORDS.has(scan.tokens.hash[index]!)) return 0;
  LOGIN.lastIndex = end;
  const match = LOGIN.exec(text);
  if (match === null || !hasThreeKinds(match[1]!) || !/\d/.test(match[1]!)) return 0;
  const password = match[1]!.replace(/[.?:]+$/, '');
  const start = end + match[0].length - match[1]!.length;
  return claim(scan, 'PASSWORD', start, start + password.length, 0.7);
};
