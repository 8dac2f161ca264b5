/** Tells the log of texts that could not be redacted: what went wrong and where, never what stood there. */
import { inOurWords } from '../domain/call/redacted.ts';
import type { RedactionFailure } from '../domain/redact/redactor.ts';
import type { Log } from './log.ts';

export const logRedactionFailures =
  (log: Log) =>
  ({ errorType, offset, length, texts }: RedactionFailure): void =>
    log('ERROR', 'redaction-failed', { error: inOurWords(errorType), offset, length, texts });
