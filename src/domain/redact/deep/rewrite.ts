/** Puts placeholders for what a deep pass found into documents that were redacted before. */
import type { Json } from '../../call/json.ts';
import type { RedactedJson } from '../../call/redacted.ts';
import { createPlaceholders } from '../placeholders.ts';
import { createFilter } from '../policy/filter.ts';
import type { RedactionPolicy } from '../policy/policy.ts';
import { splice } from '../render.ts';
import { type Span, settle } from '../span.ts';
import { rebuild, visitLeaves } from '../structure/leaves.ts';
import { endOfPlaceholder, FAILED } from '../tokens/placeholder.ts';
import type { ChunkFinding } from './chunks.ts';
import { ourType } from './types.ts';

/** The strings of documents, in the order in which `rewriteDeep` expects findings. */
export const textsOf = (documents: RedactedJson): readonly string[] => {
  const texts: string[] = [];
  visitLeaves(documents as Json, ({ kind, text }) => texts.push(kind === 'string' ? text : ''));
  return texts;
};

export interface DeepRewriting {
  /** The documents with placeholders; absent when nothing was found that the policy takes out. */
  readonly documents?: RedactedJson;
  readonly counts: Readonly<Record<string, number>>;
}

/** Replaces what was found; one value has one placeholder, and numbers go on from those that stand there. */
export const rewriteDeep = (
  documents: RedactedJson,
  findings: readonly (ChunkFinding & { readonly text: number })[],
  { policy, minimumScore }: { readonly policy: RedactionPolicy; readonly minimumScore: number },
): DeepRewriting => {
  const texts = textsOf(documents);
  const isKept = createFilter(policy);
  const spans = texts.map((text, at) =>
    settle(
      findings.flatMap((finding): Span[] => {
        const type = ourType(finding.type);
        if (finding.text !== at || type === undefined || finding.score < minimumScore) return [];
        return [{ type, start: finding.start, end: finding.end, confidence: finding.score }];
      }),
    ).filter((span) => !touchesPlaceholder(text, span) && isKept(span, text.slice(span.start, span.end))),
  );
  const counts: Record<string, number> = {};
  for (const { type } of spans.flat()) counts[type] = (counts[type] ?? 0) + 1;
  if (Object.keys(counts).length === 0) return { counts };

  const placeholders = createPlaceholders();
  texts.forEach((text, at) => {
    if (text.includes('[')) placeholders.noteExisting(text);
    for (const { type, start, end } of spans[at] ?? []) placeholders.note(type, text.slice(start, end));
  });
  let next = 0;
  const rewritten = rebuild(
    documents as Json,
    () => {
      const at = next++;
      const own = spans[at] ?? [];
      return own.length === 0 ? undefined : splice(texts[at] as string, own, placeholders.nextName);
    },
    () => FAILED,
  );
  return { documents: rewritten as unknown as RedactedJson, counts };
};

/** Whether a finding covers a placeholder or a part of one: what was taken out before is nobody's name. */
const touchesPlaceholder = (text: string, { start, end }: Span): boolean => {
  for (let at = text.lastIndexOf('[', start); at >= 0 && at < end; at = text.indexOf('[', at + 1)) {
    if (endOfPlaceholder(text, at) > start) return true;
  }
  return false;
};
