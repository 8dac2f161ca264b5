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

/**
 * Makes each run of tokens one placeholder, in place; `runs` are in order and apart. So a text that is redacted again shows the
 * tagger the same context, and no name is found only because what stands beside it is gone. Topics and anchors do not move along:
 * nobody asks for them after this.
 */
export const collapse = (tokens: Tokens, runs: readonly Run[]): void => {
  const { start, end, hash, kind, flags, count } = tokens;
  let kept = runs[0]?.first ?? count;
  for (let next = 0; next < runs.length; next++) {
    const run = runs[next]!;
    start[kept] = start[run.first]!;
    end[kept] = end[run.end - 1]!;
    hash[kept] = OPENING_BRACKET;
    kind[kept] = KIND.PLACEHOLDER;
    flags[kept++] = 0;
    const stop = runs[next + 1]?.first ?? count;
    if (kept === run.end) {
      kept = stop;
      continue;
    }
    for (let at = run.end; at < stop; at++, kept++) {
      start[kept] = start[at]!;
      end[kept] = end[at]!;
      hash[kept] = hash[at]!;
      kind[kept] = kind[at]!;
      flags[kept] = flags[at]!;
    }
  }
  tokens.count = kept;
  moveCandidates(tokens, runs);
};

/** Follows the candidates that moved when runs of tokens became placeholders, which are none themselves. */
const moveCandidates = (tokens: Tokens, runs: readonly Run[]): void => {
  const { candidates, candidateCount } = tokens;
  let kept = 0;
  let next = 0;
  let shift = 0;
  for (let index = 0; index < candidateCount; index++) {
    const at = candidates[index]!;
    while (next < runs.length && runs[next]!.end <= at) {
      shift += runs[next]!.end - runs[next]!.first - 1;
      next++;
    }
    if (next === runs.length || at < runs[next]!.first) candidates[kept++] = at - shift;
  }
  tokens.candidateCount = kept;
};

/** Moves what is known of each token beside the tokens themselves along; a placeholder has what the first token of its run had. */
export const collapseColumns = (first: Uint8Array, second: Float32Array, runs: readonly Run[], count: number): void => {
  let kept = runs[0]?.first ?? count;
  for (let next = 0; next < runs.length; next++) {
    const run = runs[next]!;
    first[kept] = first[run.first]!;
    second[kept++] = second[run.first]!;
    const stop = runs[next + 1]?.first ?? count;
    for (let at = run.end; at < stop; at++, kept++) {
      first[kept] = first[at]!;
      second[kept] = second[at]!;
    }
  }
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
