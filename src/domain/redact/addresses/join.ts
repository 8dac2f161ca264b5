/** Joins the parts of one address that were claimed apart. */
import type { Scan } from '../scan.ts';
import type { Span } from '../span.ts';

/** Only names and punctuation: two parts of one address may stand so far apart. */
const GAP = /^(?:[\s,.>#?|-]|and |\p{Lu}[\p{L}'.-]{0,20}[\s,]){0,8}$/u;
const MAX_GAP = 48;

/** Joins the addresses among the claims from `from` on that stand so near that they are one. */
export const joinParts = (scan: Scan, from: number): void => {
  const { claims, text } = scan;
  const parts = claims
    .slice(from)
    .filter(({ type }) => type === 'ADDRESS')
    .sort((a, b) => a.start - b.start);
  if (parts.length < 2) return;
  const others = claims.filter((span, at) => at < from || span.type !== 'ADDRESS');
  const joined: Span[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const isNear = last !== undefined && part.start - last.end <= MAX_GAP;
    if (last !== undefined && (part.start <= last.end || (isNear && GAP.test(text.slice(last.end, part.start))))) {
      joined[joined.length - 1] = {
        ...last,
        end: Math.max(last.end, part.end),
        confidence: Math.max(last.confidence, part.confidence),
      };
    } else joined.push(part);
  }
  claims.length = 0;
  claims.push(...others, ...joined);
};
