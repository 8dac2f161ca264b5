/** Recognises the placeholders that redaction writes, so that text redacted before is left as it is. */
import { isEntityType } from '../entities.ts';

/** What stands for a part that could not be redacted. */
export const FAILED = '[REDACTION_FAILED]';

/** What stands for content that a project does not keep. */
export const WITHHELD = '[WITHHELD]';

/**
 * `[EMAIL]`, `[EMAIL_2]`, with a project's keyed token `[EMAIL_2:0123456789ab]`; `[CUSTOM:name]` for a project's own rules;
 * and `[MEDIA image/png 512 bytes 0123456789ab]`. Bounded in every part, so that it cannot be made to scan far.
 */
const PLACEHOLDER =
  /\[(?:([A-Z]{2,10}(?:_[A-Z]{1,10}){0,3})(?:_(\d{1,6}))?(?::[0-9a-f]{12})?|CUSTOM:[a-z0-9-]{1,40}(?:_\d{1,6})?|(?:MEDIA|HASH) [a-z0-9.+/-]{1,80}(?: \d{1,12} bytes)?(?: [0-9a-f]{12})?)\]/y;

/** The end of the placeholder at `at`, or 0 when none stands there. */
export const endOfPlaceholder = (text: string, at: number): number => {
  PLACEHOLDER.lastIndex = at;
  const match = PLACEHOLDER.exec(text);
  if (match === null) return 0;
  const name = match[1];
  const known = name === undefined || isEntityType(name) || match[0] === FAILED || match[0] === WITHHELD;
  return known ? at + match[0].length : 0;
};
