/** What is written right behind a card number without a word of its own: `4111… | 04/27 | 123`, `4111… 04 27 123`. */
import { TOPIC } from '../context/topics.ts';
import { claim, isAfter, type Scan } from '../scan.ts';
import { type DigitRun, isContiguous } from './run.ts';

/** Between the fields of a row or a list. */
const GAP = '[ \\t]{0,2}[,;|/:\\t ][ \\t]{0,2}';
const EXPIRY = '(?:0[1-9]|1[0-2])(?: ?[/-] ?(?:20)?\\d{2}|[|;](?:20)?\\d{2})';
const CODE = '\\d{3,4}';

/** The expiry and the code in either order: one alone may be an amount. */
const DETAILS = new RegExp(`(${GAP})(?:(${EXPIRY})(${GAP})(${CODE})|(${CODE})(${GAP})(${EXPIRY}))(?![\\d./-])`, 'y');

/** Claims the expiry and the code behind the card number that ends at `end`; returns where all of it ends. */
export const claimDetails = (scan: Scan, end: number): number => {
  DETAILS.lastIndex = end;
  const match = DETAILS.exec(scan.text);
  if (match === null) return end;
  const [, gap, expiry, between, code, codeFirst, behind, expiryLast] = match;
  const start = end + gap!.length;
  const isExpiryFirst = expiry !== undefined;
  const first = isExpiryFirst ? expiry : codeFirst!;
  const second = start + first.length + (between ?? behind)!.length;
  claim(scan, isExpiryFirst ? 'CARD_EXPIRY' : 'CVV', start, start + first.length, 0.7);
  const last = isExpiryFirst ? code! : expiryLast!;
  return claim(scan, isExpiryFirst ? 'CVV' : 'CARD_EXPIRY', second, second + last.length, 0.7);
};

/** Words that name the code on a card only together. */
const CODE_WORDS =
  /(?:(?:security|verification|s[eé]curit[eé]|seguridad|sicurezza|segurança)[ -]?(?:code|number|no)?|(?:three|3|four|4)[ -]digits? (?:code|number|on the back)|digits on the back|(?:código|code|codice|numéro) d[ei] (?:seguridad|s[eé]curité|sicurezza|segurança))[^\p{L}\d]{0,6}(?:\b(?:is|es|est|ist|é|è|its)\b\s?|(?:\n\s?)?\p{L}{2,12}:\s){0,2}$/iu;

/** How far before the number its words may begin, in characters. */
const REACH = 52;

/** Claims `security code 123` where a card was spoken of; 0 when the number is none. */
export const findNamedCode = (run: DigitRun, scan: Scan): number => {
  if (run.count < 3 || run.count > 4 || !isContiguous(run) || run.plus || run.parenthesis) return 0;
  if ((run.topics & (TOPIC.CARD | TOPIC.EXPIRY)) === 0) return 0;
  const before = scan.text.slice(Math.max(scan.from, run.start - REACH), run.start);
  if (!CODE_WORDS.test(before) || !isAfter(scan, run.token, TOPIC.CARD | TOPIC.EXPIRY, 80)) return 0;
  return claim(scan, 'CVV', run.start, run.end, 0.7);
};
