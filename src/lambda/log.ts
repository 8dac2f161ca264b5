/** The log of a function: one JSON line an event, with ids, counts, sizes and codes. Raw text does not fit its types. */
import { inOurWords, type Redacted } from '../domain/call/redacted.ts';

export type LogFields = Readonly<Record<string, number | boolean | Redacted | undefined>>;
export type LogLevel = 'INFO' | 'WARN' | 'ERROR';
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

/** A log that writes lines; `event` is a name of our own, as `request-failed`. */
export const createLog =
  (write: (line: string) => void, clock: () => number): Log =>
  (level, event, fields = {}) => {
    write(`${JSON.stringify({ time: new Date(clock()).toISOString(), level, event, ...fields })}\n`);
  };

/**
 * What may be told of an error: its class and where it was thrown. Its message stays out: parsers and clients like to quote
 * what they choked on.
 */
export const errorFields = (error: unknown): LogFields => {
  if (!(error instanceof Error)) return { error: inOurWords(typeof error) };
  // The stack begins with the message, which may have lines that look like frames.
  const frames = (error.stack ?? '')
    .replace(error.message, () => '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim().replace(/^at /, ''));
  const cause = error.cause instanceof Error ? { cause: inOurWords(error.cause.name) } : {};
  return { error: inOurWords(error.name), frames: inOurWords(frames.join(' < ')), ...cause };
};
