/** Who read calls of people: a line in the function's log for each answer that holds some, of ids and counts only. */
import { inOurWords } from '../domain/call/redacted.ts';
import type { Known } from './http.ts';
import { grantOf } from './http-handler.ts';
import type { Log, LogFields } from './log.ts';

/** What was read; ids are those that Sightglass gave, never one that a caller made up. */
export interface ReadOf {
  readonly interaction?: string | undefined;
  readonly trace?: string | undefined;
  /** The pseudonym of the person whose calls were asked for. */
  readonly user?: string | undefined;
  /** Calls, or judgements, that were shown. */
  readonly count: number;
}

/** Writes the line, once the answer is made. */
export const createReadTrail =
  (log: Log) =>
  (known: Known, { count, ...ids }: ReadOf): void => {
    const { keyId, project } = grantOf(known);
    const named: LogFields = Object.fromEntries(
      Object.entries({ project, key: keyId, ...ids }).map(([name, id = '']) => [
        name,
        id === '' ? undefined : inOurWords(id),
      ]),
    );
    log('INFO', 'read', { ...named, count });
  };
