/**
 * Redaction as a type: text is raw until the redact stage makes it `Redacted`, and whatever writes to a store, log, metric
 * or queue accepts `Redacted` only. A raw string in such a place does not compile.
 */

declare const redacted: unique symbol;

/** Text that has been through the redact stage, with personal data and secrets replaced by placeholders. */
export type Redacted = string & { readonly [redacted]: true };

/** JSON in which every string, keys included, is `Redacted`. */
export type RedactedJson = null | boolean | number | Redacted | readonly RedactedJson[] | RedactedObject;

/** A JSON object in which every string, keys included, is `Redacted`. */
export interface RedactedObject {
  readonly [key: string]: RedactedJson;
}

/** One thing that redaction found. It says what and where, never the text itself. */
export interface Finding {
  /** What was found, as its placeholder is called without number: `EMAIL`, `CREDIT_CARD`, `PERSON`… */
  readonly type: string;
  /** Start in the raw string at `path`, in UTF-16 code units. */
  readonly start: number;
  /** End in the raw string at `path`, in UTF-16 code units, exclusive. */
  readonly end: number;
  /** Where in a JSON document the string stands, as `input[0].content`; absent for a bare text. */
  readonly path?: string;
  /** How sure the detector is, 0 to 1. */
  readonly confidence: number;
}

/** What redacting one document gave. */
export interface Redaction {
  readonly value: RedactedJson;
  readonly findings: readonly Finding[];
  /** True when a part could not be redacted in time or at all and stands as `[REDACTION_FAILED]`. */
  readonly failed: boolean;
}

/**
 * Declares a text to be of our own making: a constant or a sentence built from numbers and names that this code chose,
 * with no part of any call in it. For anything that came from outside, use the redact stage.
 */
export const inOurWords = (text: string): Redacted => text as Redacted;
