/** The redaction engine as the rest of the product sees it: raw texts in, `Redacted` out, nothing raw in between kept. */
import type { Json } from '../call/json.ts';
import type { Finding, Redacted, RedactedJson, Redaction } from '../call/redacted.ts';
import { topicsOfKey } from './context/identifiers.ts';
import { detectStructured } from './detect.ts';
import { ENTITIES, isEntityType } from './entities.ts';
import type { NameModel } from './names/model.ts';
import { detectPersons } from './names/persons.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import { DEFAULT_POLICY, type RedactionPolicy } from './policy.ts';
import type { Scan } from './scan.ts';
import type { Span } from './span.ts';
import { type Leaf, rebuild, visitLeaves } from './structure/leaves.ts';
import { FAILED } from './tokens/placeholder.ts';
import { detectInWindows } from './windows.ts';

export { DEFAULT_POLICY, type RedactionPolicy };

/** Redacts under one project's policy. It keeps nothing of what it saw but the labels of its bounded cache. */
export interface Redactor {
  /** Redacts every string, key and 7–19-digit number of one interaction's texts together, so that one value has one placeholder. Never throws. */
  redact(texts: Json): Redaction;
  /** Redacts a short label (model name, service, tag, header): structured types and secrets only, no names or addresses. */
  redactLabel(label: string): Redacted;
}

/** What a redactor may be given beside its policy. */
export interface RedactorOptions {
  /** The person tagger's model; without it no names are looked for. */
  readonly names?: NameModel;
  /** Milliseconds that only go forward; without it there is no time budget. */
  readonly clock?: () => number;
  /** Time one redaction may take: `fixedMs` plus `perMegabyteMs` for each million UTF-16 code units. */
  readonly budget?: { readonly fixedMs: number; readonly perMegabyteMs: number };
}

/** Twenty times what hostile text needs on a full core, so that a small Lambda under load stays within it. */
const DEFAULT_BUDGET = { fixedMs: 500, perMegabyteMs: 5000 };

/** Labels repeat; this many are remembered. */
const MAX_LABELS = 1024;

/** What became of one leaf. */
interface Outcome {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly failed: boolean;
}

class BudgetExceeded extends Error {}

const splice = (outcome: Outcome, placeholders: Placeholders): string => {
  let result = '';
  let at = 0;
  for (const { type, start, end } of outcome.spans) {
    result += outcome.text.slice(at, start) + placeholders.nameFor(type, outcome.text.slice(start, end));
    at = end;
  }
  return result + outcome.text.slice(at);
};

/** Keys made of letters, and short, say what their value is, not who it is about. */
const PLAIN_KEY = /^[A-Za-z_$.:-]{1,40}$/;

/** Makes a redactor for one policy. */
export const createRedactor = (policy: RedactionPolicy, options: RedactorOptions = {}): Redactor => {
  const { clock, budget = DEFAULT_BUDGET, names } = options;
  const detectAll = (scan: Scan): void => {
    detectStructured(scan);
    if (names !== undefined) detectPersons(scan, names);
  };
  const isOn = (span: Span): boolean =>
    span.confidence >= policy.minimumConfidence && !(isEntityType(span.type) && policy.types[span.type] === false);

  const stopwatch = () => {
    const began = clock?.() ?? 0;
    let seen = 0;
    return {
      allow: (length: number) => {
        seen += length;
      },
      check: () => {
        if (clock !== undefined && clock() - began > budget.fixedMs + (seen / 1e6) * budget.perMegabyteMs) {
          throw new BudgetExceeded();
        }
      },
    };
  };

  const inspect = (leaf: Leaf, watch: ReturnType<typeof stopwatch>): Outcome => {
    const { text } = leaf;
    if (leaf.kind === 'key' && PLAIN_KEY.test(text)) return { text, spans: [], failed: false };
    try {
      watch.allow(text.length);
      const topics = leaf.kind === 'key' ? 0 : topicsOfKey(leaf.underKey);
      return { text, spans: detectInWindows(text, detectAll, topics, watch.check).filter(isOn), failed: false };
    } catch {
      return { text, spans: [], failed: true };
    }
  };

  const redactAll = (texts: Json): Redaction => {
    const watch = stopwatch();
    const outcomes: Outcome[] = [];
    const placeholders = createPlaceholders();
    visitLeaves(texts, (leaf) => {
      const outcome = inspect(leaf, watch);
      outcomes.push(outcome);
      if (outcome.text.includes('[')) placeholders.noteExisting(outcome.text);
      for (const { type, start, end } of outcome.spans) placeholders.note(type, outcome.text.slice(start, end));
    });
    const findings: Finding[] = [];
    let next = 0;
    let failed = false;
    const value = rebuild(
      texts,
      (path) => {
        const outcome = outcomes[next++]!;
        if (outcome.failed) {
          failed = true;
          return FAILED;
        }
        for (const { type, start, end, confidence } of outcome.spans) {
          findings.push({ type, start, end, confidence, ...(path === '' ? {} : { path }) });
        }
        return outcome.spans.length === 0 ? undefined : splice(outcome, placeholders);
      },
      FAILED,
    );
    return { value: value as unknown as RedactedJson, findings, failed };
  };

  const labels = new Map<string, Redacted>();
  const inLabel = (span: Span): boolean => !isEntityType(span.type) || ENTITIES[span.type].inLabels;

  return {
    redact: (texts) => {
      try {
        return redactAll(texts);
      } catch {
        return { value: FAILED as string as Redacted, findings: [], failed: true };
      }
    },
    redactLabel: (label) => {
      const known = labels.get(label);
      if (known !== undefined) return known;
      const outcome = inspect({ kind: 'string', text: label, underKey: '' }, stopwatch());
      const spans = outcome.spans.filter(inLabel);
      const placeholders = createPlaceholders();
      for (const { type, start, end } of spans) placeholders.note(type, label.slice(start, end));
      const redacted = (outcome.failed ? FAILED : splice({ ...outcome, spans }, placeholders)) as string as Redacted;
      if (labels.size >= MAX_LABELS) labels.delete(labels.keys().next().value!);
      labels.set(label, redacted);
      return redacted;
    },
  };
};
