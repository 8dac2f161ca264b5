/** Secrets without a prefix, which their shape tells: bots' tokens, and keys with a provider's mark in the middle or at the end. */
import { claim, type Scan } from '../scan.ts';
import { isWordCode } from '../tokens/characters.ts';

const COLON = 58;
const DOT = 46;
const HYPHEN = 45;
const TILDE = 126;

/** `123456789:AA…`. @see https://core.telegram.org/bots/api#authorizing-your-bot */
const TELEGRAM = /\d{8,10}:AA[A-Za-z0-9_-]{32,34}(?![A-Za-z0-9_-])/y;

/** The id of the bot in base64, a time, a signature. @see https://discord.com/developers/docs/reference#authentication */
const DISCORD = /[MNO][A-Za-z0-9]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/y;

const MAILCHIMP = /[0-9a-f]{32}-us\d{1,2}(?!\w)/y;

/** Client secrets of Microsoft Entra: three characters, a digit, `Q~`, 31–34 more. */
const ENTRA = /[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/y;

const take = (scan: Scan, pattern: RegExp, start: number): number => {
  pattern.lastIndex = start;
  return pattern.test(scan.text) ? claim(scan, 'API_KEY', start, pattern.lastIndex, 0.95) : 0;
};

/** Claims such a secret in or at the token of letters and digits from `start` to `end`; 0 when there is none. */
export const findShapedSecret = (scan: Scan, start: number, end: number): number => {
  const { text } = scan;
  const length = end - start;
  const after = text.charCodeAt(end);
  if (after === COLON && text.charCodeAt(end + 1) === 65 && length >= 8 && length <= 13) {
    const isBot = text.startsWith('bot', start);
    return take(scan, TELEGRAM, isBot ? start + 3 : start);
  }
  if (after === DOT && length >= 23 && length <= 28 && !isWordCode(text.charCodeAt(start - 1)))
    return take(scan, DISCORD, start);
  if (after === TILDE) return take(scan, ENTRA, start);
  if (length === 32 && after === HYPHEN) return take(scan, MAILCHIMP, start);
  return length > 32 && length <= 37 ? take(scan, MAILCHIMP, start) : 0;
};
