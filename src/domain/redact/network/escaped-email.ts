/** Mail addresses whose characters are written as other programs escape them: quoted-printable and octal. */
import { claim, type Scan } from '../scan.ts';
import { CHARACTER, classOf } from '../tokens/characters.ts';

const MAX_LOCAL = 64;
const EQUALS = 61;
const BACKSLASH = 92;

const isLocal = (code: number): boolean => {
  const kind = classOf(code);
  return (
    (kind >= CHARACTER.LOWER && kind <= CHARACTER.MARK) || code === 46 || code === 43 || code === 45 || code === 95
  );
};

const DOMAIN = /(?:=40|\\100)((?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24})(?![\w-])/y;

/** The escape of the `@`, of which the digits stand at `start`: where it begins, or -1. */
const startOfEscape = (text: string, start: number): number => {
  const mark = text.charCodeAt(start - 1);
  const isEscape =
    (mark === EQUALS && text.startsWith('40', start)) || (mark === BACKSLASH && text.startsWith('100', start));
  return isEscape ? start - 1 : -1;
};

/** Claims `jane=40example.com` or `jane\100example.com`, whose digits stand at `start`; 0 when there is none. @see https://datatracker.ietf.org/doc/html/rfc2045#section-6.7 */
export const findQuotedEmail = (scan: Scan, start: number): number => {
  const { text } = scan;
  const at = startOfEscape(text, start);
  if (at < 0) return 0;
  DOMAIN.lastIndex = at;
  if (!DOMAIN.test(text)) return 0;
  const limit = Math.max(scan.from, at - MAX_LOCAL);
  let first = at;
  while (first > limit && isLocal(text.charCodeAt(first - 1))) first--;
  return first === at ? 0 : claim(scan, 'EMAIL', first, DOMAIN.lastIndex, 0.9);
};

/** Octal escapes with plain characters between them, as C, Bash and Git write bytes. */
const OCTAL = /(?:\\[0-3][0-7]{2}|[\w.+-]){5,400}/y;
const ESCAPE = /\\([0-3][0-7]{2})/g;

/** Fewer escapes are the accents of a word. */
const LEAST_ESCAPES = 5;

/** Claims the run of octal escapes whose first digits stand at `start` when what it says holds a find; 0 when not. */
export const findOctal = (scan: Scan, start: number): number => {
  const { text, inspect } = scan;
  const first = start - 1;
  if (inspect === undefined || text.charCodeAt(first) !== BACKSLASH || text.charCodeAt(start + 3) !== BACKSLASH)
    return 0;
  // Only where the run begins, so that a long one is read once.
  if (text.charCodeAt(first - 4) === BACKSLASH) return 0;
  OCTAL.lastIndex = first;
  const run = OCTAL.exec(text)?.[0] ?? '';
  if ((run.match(ESCAPE)?.length ?? 0) < LEAST_ESCAPES) return 0;
  const decoded = run.replace(ESCAPE, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
  const [found] = inspect(decoded);
  return found === undefined || found.type === 'PERSON' ? 0 : claim(scan, found.type, first, first + run.length, 0.8);
};
