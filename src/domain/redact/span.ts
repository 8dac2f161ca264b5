/** A stretch of text that a handler claims, and how several claims on the same text are settled. */
import { ENTITIES, isEntityType, priorityOf } from './entities.ts';

/** One claim: `text.slice(start, end)` is personal data or a secret of `type`. */
export interface Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** What the placeholder is put between: a number in JSON becomes a string, so its placeholder needs quotes. */
  readonly quote?: string;
  /** Stands in the text instead of a numbered placeholder. */
  readonly replacement?: string;
}

const byPlace = (a: Span, b: Span): number =>
  a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);

const byRank = (a: Span, b: Span): number =>
  priorityOf(b.type) - priorityOf(a.type) || b.end - b.start - (a.end - a.start) || byPlace(a, b);

/** Claims of one type that overlap become one: windows overlap, so the same thing may be claimed twice. */
const joinSameType = (cluster: readonly Span[]): Span[] => {
  const latest = new Map<string, Span>();
  const joined: Span[] = [];
  for (const span of cluster) {
    const last = latest.get(span.type);
    if (last !== undefined && span.start < last.end) {
      const union = {
        ...last,
        end: Math.max(last.end, span.end),
        confidence: Math.max(last.confidence, span.confidence),
      };
      joined[joined.indexOf(last)] = union;
      latest.set(span.type, union);
    } else {
      joined.push(span);
      latest.set(span.type, span);
    }
  }
  return joined;
};

/** The parts of `span` that none of `taken` covers. */
const uncovered = (span: Span, taken: readonly Span[]): Span[] => {
  let parts = [span];
  for (const { start, end } of taken) {
    parts = parts.flatMap((part) =>
      part.end <= start || part.start >= end
        ? [part]
        : [
            { ...part, end: Math.min(part.end, start) },
            { ...part, start: Math.max(part.start, end) },
          ].filter((piece) => piece.end - piece.start > 0),
    );
  }
  return parts;
};

/** What another finding leaves of a name or an address is still personal; what it leaves of a number is not. */
const keepsRest = (type: string): boolean => priorityOf(type) <= ENTITIES.ADDRESS.priority || !isEntityType(type);

const settleCluster = (cluster: readonly Span[]): Span[] => {
  const kept: Span[] = [];
  for (const span of joinSameType(cluster).sort(byRank)) {
    const parts = uncovered(span, kept);
    if (parts.length === 1 && parts[0] === span) kept.push(span);
    else if (keepsRest(span.type)) kept.push(...parts.filter((part) => part.end - part.start > 2));
  }
  return kept.sort(byPlace);
};

/** Whether claims stand in order of place and touch no text of each other, as most do. */
const areSettled = (claims: readonly Span[]): boolean => {
  let end = 0;
  for (const claim of claims) {
    if (claim.start < end) return false;
    end = claim.end;
  }
  return true;
};

/** More overlapping claims than this become a single span of the highest rank: only hostile text gets here. */
const MAX_CLUSTER = 64;

/**
 * Settles overlaps, whatever order the claims came in: the higher priority, then the longer claim keeps the text; what
 * the loser covers beside it stays covered under the loser's own type. Returns disjoint spans in order of place; the very same list
 * when they were that before.
 */
export const settle = (claims: readonly Span[]): Span[] => {
  if (areSettled(claims)) return claims as Span[];
  const settled: Span[] = [];
  const sorted = [...claims].sort(byPlace);
  for (let first = 0; first < sorted.length; ) {
    let end = sorted[first]!.end;
    let next = first + 1;
    while (next < sorted.length && sorted[next]!.start < end) end = Math.max(end, sorted[next++]!.end);
    if (next === first + 1) settled.push(sorted[first]!);
    else {
      const cluster = sorted.slice(first, next);
      if (cluster.length <= MAX_CLUSTER) settled.push(...settleCluster(cluster));
      else settled.push({ ...cluster.sort(byRank)[0]!, start: sorted[first]!.start, end });
    }
    first = next;
  }
  return settled;
};
