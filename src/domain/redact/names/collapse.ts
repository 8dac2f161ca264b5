/** Shows the tagger a window as it will be read once redacted: what was claimed is one placeholder each. */
import type { Scan } from '../scan.ts';
import type { Span } from '../span.ts';
import { KIND, type Tokens } from '../tokens/tokens.ts';

const OPENING_BRACKET = 91;

/** Less certain claims may be dropped by a policy; the tagger sees their text. */
const CERTAIN = 0.5;

/** A run of tokens, from the first to before `end`. */
export interface Run {
  readonly first: number;
  readonly end: number;
}

/** An array with something about each token. */
type Column = Int32Array | Uint8Array | Float32Array;

/** Moves what stands between the runs together, with one place left for each run. */
const closeUp = (column: Column, runs: readonly Run[], count: number): void => {
  let kept = runs[0]!.first + 1;
  for (let next = 0; next < runs.length; next++) {
    const from = runs[next]!.end;
    const to = runs[next + 1]?.first ?? count;
    // The first token of the run that follows moves along, and is what becomes a placeholder.
    const stop = Math.min(count, next + 1 < runs.length ? to + 1 : to);
    if (kept !== from) column.copyWithin(kept, from, stop);
    kept += stop - from;
  }
};

/**
 * Makes each run of tokens one placeholder, in place; `runs` are in order and apart. So a text that is redacted again shows the
 * tagger the same context, and no name is found only because what stands beside it is gone. `columns` are what else is kept about
 * each token; a placeholder has what the first token of its run had. Topics do not move along: nobody asks for them after this.
 */
export const collapse = (tokens: Tokens, runs: readonly Run[], columns: readonly Column[] = []): void => {
  const { start, end, hash, kind, count } = tokens;
  for (const run of runs) {
    end[run.first] = end[run.end - 1]!;
    hash[run.first] = OPENING_BRACKET;
    kind[run.first] = KIND.PLACEHOLDER;
  }
  if (runs.length === 0) return;
  for (const column of [start, end, hash, kind, ...columns]) closeUp(column, runs, count);
  tokens.count = runs.reduce((left, run) => left - (run.end - run.first - 1), count);
};

const byStart = (a: Span, b: Span): number => a.start - b.start;

/** Makes what other detectors claimed placeholders. */
export const collapseClaims = ({ tokens, claims }: Scan): void => {
  if (claims.length === 0) return;
  const certain = claims.filter(({ confidence }) => confidence >= CERTAIN).sort(byStart);
  const runs: { first: number; end: number }[] = [];
  let at = 0;
  let coveredTo = -1;
  for (const { start, end } of certain) {
    while (at < tokens.count && tokens.end[at]! <= start) at++;
    const first = at;
    while (at < tokens.count && tokens.start[at]! < end) at++;
    const last = runs.at(-1);
    if (last !== undefined && start < coveredTo) last.end = Math.max(last.end, at);
    else if (at > first) runs.push({ first, end: at });
    coveredTo = Math.max(coveredTo, end);
  }
  collapse(tokens, runs);
};
