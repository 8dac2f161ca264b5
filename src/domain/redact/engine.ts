/** What one policy's redactor works with. */
import type { Vocabulary } from './context/vocabulary.ts';
import type { NameMemory } from './names/memory.ts';
import type { SpanFilter } from './policy/filter.ts';
import type { FindOwn } from './policy/own-rules.ts';
import type { RedactionPolicy } from './policy/policy.ts';
import type { RecurringTexts } from './recurring-texts.ts';
import type { Scan } from './scan.ts';

/** Why and where a text could not be redacted: never the text, nor a message, which might quote it. */
export interface RedactionFailure {
  /** Class of the error, as `BudgetExceeded`. */
  readonly errorType: string;
  /** Where the window began that was looked at, in UTF-16 code units. */
  readonly offset: number;
  /** Length of the text, in UTF-16 code units. */
  readonly length: number;
  /** How many texts of the document could not be redacted; what is told is about the first. */
  readonly texts: number;
}

/** Everything one policy's redactor works with. */
export interface Engine {
  readonly policy: RedactionPolicy;
  readonly detect: (scan: Scan, memory: NameMemory) => void;
  /** What is known of words. */
  readonly vocabulary: Vocabulary;
  /** Texts that stood in documents before. */
  readonly recurring: RecurringTexts;
  readonly isKept: SpanFilter;
  readonly findOwn: FindOwn | undefined;
  readonly hashKey: Uint8Array | undefined;
  readonly tokenOf: ((type: string, identity: string) => string) | undefined;
  /** Told of each text that could not be redacted. */
  readonly onFailure: (failure: RedactionFailure) => void;
}
