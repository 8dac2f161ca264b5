/** URLs that carry credentials: `postgres://user:password@host`, and webhooks whose whole address is the secret. */
import { claim, type Scan } from '../scan.ts';
import { isDigitCode, isLetterCode } from '../tokens/characters.ts';

const MAX_URL = 2048;
const AT_SIGN = 64;

/** Ends a URL: blanks, quotes, brackets, backslash. */
const isEnd = (code: number): boolean =>
  code <= 32 || code === 34 || code === 39 || code === 60 || code === 62 || code === 92 || code === 96 || code === 125;

const isEndOfAuthority = (code: number): boolean => code === 47 || code === 63 || code === 35;

/** Hosts whose URL is itself a credential. */
const WEBHOOKS =
  /(?:hooks\.slack\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/webhooks\/\d|[\w-]{1,60}\.webhook\.office\.com\/webhookb2\/)[\w\-./@+]{8,300}/y;

/** Links that open a chat with a number. */
const CHAT_LINK = /^(?:wa\.me\/|api\.whatsapp\.com\/send\/?\?phone=|t\.me\/)\+?(\d{9,15})(?!\w)/;

/** A template such as `{user}`, `$PASS` or `<password>` is nobody's credential. */
const isTemplate = (text: string, at: number): boolean => '{$<*['.includes(text[at] ?? ' ');

const isScheme = (code: number): boolean =>
  isLetterCode(code) || isDigitCode(code) || code === 43 || code === 45 || code === 46;

/** Claims the password in the URL whose `://` stands at `colon`, or the whole of a webhook; 0 when there is neither. */
export const findUrlSecret = (scan: Scan, colon: number): number => {
  const { text } = scan;
  const authority = colon + 3;
  let at = -1;
  for (let end = authority; end < authority + MAX_URL; end++) {
    const code = text.charCodeAt(end);
    if (!(code > 32) || isEnd(code) || isEndOfAuthority(code)) break;
    if (code === AT_SIGN) at = end;
  }
  const chat = CHAT_LINK.exec(text.slice(authority, authority + 40));
  if (chat !== null)
    return claim(scan, 'PHONE', authority + chat[0].length - chat[1]!.length, authority + chat[0].length, 0.9);
  if (at > 0) {
    const separator = text.slice(authority, at).indexOf(':');
    const start = authority + separator + 1;
    const isUserOnly = start === authority;
    if (start < at && !isTemplate(text, start) && (!isUserOnly || at - start >= 16)) {
      return claim(scan, 'PASSWORD', start, at, 0.95);
    }
  }
  WEBHOOKS.lastIndex = authority;
  const webhook = WEBHOOKS.exec(text);
  if (webhook === null) return 0;
  let start = colon;
  while (start > scan.from && start > colon - 8 && isScheme(text.charCodeAt(start - 1))) start--;
  return claim(scan, 'API_KEY', start, authority + webhook[0].length, 0.95);
};
