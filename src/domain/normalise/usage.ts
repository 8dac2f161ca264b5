/** Makes token counts whole and possible: no negative counts, no part larger than what contains it. */
import { dropAbsent } from '../call/facts.ts';
import { MAX_TOKENS, type Usage } from '../call/usage.ts';

type Rule = 'inclusive' | 'exclusive' | 'estimated';

/** Counts in one meaning, and the rule by which they were read. */
export interface PlausibleUsage {
  readonly usage: Usage | undefined;
  readonly usageRule: Rule | undefined;
}

/**
 * Brings counts to what `Usage` means. Cached tokens that outnumber the input that should contain them prove that the client
 * counts exclusively, so they are added; the same goes for reasoning beyond the output (Gemini reports it apart).
 */
export const plausibleUsage = (usage: Usage | undefined, usageRule: Rule | undefined): PlausibleUsage => {
  if (usage === undefined) return { usage: undefined, usageRule };
  const counts: { -readonly [Key in keyof Usage]?: number } = {};
  for (const [key, value] of Object.entries(usage) as [keyof Usage, number][]) {
    if (Number.isFinite(value) && value >= 0 && value <= MAX_TOKENS) counts[key] = Math.round(value);
  }
  let rule = usageRule;
  const cached = (counts.cacheReadTokens ?? 0) + (counts.cacheWriteTokens ?? 0);
  if (counts.inputTokens !== undefined && cached > counts.inputTokens && cached + counts.inputTokens <= MAX_TOKENS) {
    counts.inputTokens += cached;
    rule = 'exclusive';
  }
  const reasoning = counts.reasoningTokens ?? 0;
  if (
    counts.outputTokens !== undefined &&
    reasoning > counts.outputTokens &&
    reasoning + counts.outputTokens <= MAX_TOKENS
  ) {
    counts.outputTokens += reasoning;
    rule = 'exclusive';
  }
  const kept = dropAbsent(counts);
  return Object.keys(kept).length === 0 ? { usage: undefined, usageRule: undefined } : { usage: kept, usageRule: rule };
};
