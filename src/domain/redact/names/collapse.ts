/** Shows the tagger a window as it will be read once redacted: what was claimed before is one placeholder each. */
import type { Scan } from '../scan.ts';
import type { Span } from '../span.ts';
import { KIND } from '../tokens/tokenise.ts';

const OPENING_BRACKET = 91;

/** Less certain claims may be dropped by a policy; the tagger sees their text. */
const CERTAIN = 0.5;

const byStart = (a: Span, b: Span): number => a.start - b.start;

/**
 * Replaces the tokens of each claim by one placeholder token, in place. So a text that is redacted again shows the tagger
 * the same context, and no name is found only because a number beside it is gone.
 */
export const collapseClaims = (scan: Scan): void => {
  const { tokens } = scan;
  const claims = scan.claims.filter(({ confidence }) => confidence >= CERTAIN).sort(byStart);
  if (claims.length === 0) return;
  let kept = 0;
  let next = 0;
  let coveredTo = -1;
  for (let at = 0; at < tokens.count; at++) {
    const start = tokens.start[at]!;
    const end = tokens.end[at]!;
    while (next < claims.length && claims[next]!.end <= start) next++;
    const claim = claims[next];
    const isCovered = claim !== undefined && claim.start < end;
    if (isCovered && start < coveredTo) {
      tokens.end[kept - 1] = Math.max(tokens.end[kept - 1]!, end);
      coveredTo = Math.max(coveredTo, claim.end);
      continue;
    }
    tokens.start[kept] = start;
    tokens.end[kept] = end;
    tokens.hash[kept] = isCovered ? OPENING_BRACKET : tokens.hash[at]!;
    tokens.kind[kept] = isCovered ? KIND.PLACEHOLDER : tokens.kind[at]!;
    tokens.topics[kept] = isCovered ? 0 : tokens.topics[at]!;
    if (isCovered) coveredTo = claim.end;
    kept++;
  }
  tokens.count = kept;
};
