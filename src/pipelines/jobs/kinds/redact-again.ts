/**
 * The kind `redact-again`: what was stored under an older policy goes through the present one. It starts from redacted text, so it can
 * only find more: what an older policy took out does not come back.
 */
import { dropAbsent } from '../../../domain/call/facts.ts';
import type { ProjectId } from '../../../domain/call/ids.ts';
import type { Json } from '../../../domain/call/json.ts';
import type { Keyed } from '../../../domain/call/keyed.ts';
import type { RawSpan } from '../../../domain/call/span.ts';
import type { StoredSpan } from '../../../domain/fragment/fragment.ts';
import { addCounts, type JobCounts } from '../../../domain/jobs/job.ts';
import { redactFields, redactText } from '../../../domain/redact/redact-fields.ts';
import { redactIdentifier, redactSpan } from '../../../domain/redact/redact-span.ts';
import type { Redactor } from '../../../domain/redact/redactor.ts';
import type { KeptJudgement } from '../../ports/judgements.ts';
import type { SettingsReader } from '../../ports/settings.ts';
import { FRESH_MS, type OfProject } from '../../project-settings.ts';
import { documentsOf, slotsOf } from '../documents.ts';
import type { JobKind, Rewritten, RewrittenJudgement } from '../kind.ts';
import { noOptions } from './no-options.ts';

export interface RedactAgainParts {
  readonly settings: SettingsReader;
  readonly stepsOf: OfProject<{ readonly redactor: Redactor }>;
  readonly keyed: Keyed;
}

/** Requests that began under the older policy are stored by then. */
const SETTLING_MS = FRESH_MS + 30_000;

export const createRedactAgain = ({ settings, stepsOf, keyed }: RedactAgainParts): JobKind => ({
  name: 'redact-again',
  readOptions: noOptions,
  delayMs: async (project, now, waiting) => {
    const record = await settings.readSettings(project, waiting);
    return record === undefined ? 0 : Math.max(0, record.changedAt + SETTLING_MS - now);
  },
  begin: async (_job, project, waiting) => {
    const { redactor } = await stepsOf(project, waiting);
    const redaction = { project, redactor, keyed };
    return {
      needsDocuments: true,
      // They would come back as the older policy left them.
      dropsHeld: true,
      rewrite: ({ spans }) => rewriteSpans(spans, redaction),
      rewriteJudgement: (judgement) => rewriteJudgement(judgement, redaction),
    };
  },
});

interface SpanRedaction {
  readonly project: ProjectId;
  readonly redactor: Redactor;
  readonly keyed: Keyed;
}

const rewriteSpans = (spans: readonly StoredSpan[], redaction: SpanRedaction): Rewritten => {
  let counts: JobCounts = {};
  let isChanged = false;
  const rewritten = spans.map((span) => {
    const again = redactAgain(span, redaction);
    counts = addCounts(counts, again.counts);
    if (again.span === undefined) return span;
    isChanged = true;
    return again.span;
  });
  return isChanged ? { spans: rewritten, counts } : { counts };
};

/** The span as the present policy leaves it; undefined when it stays as it is. */
const redactAgain = (
  span: StoredSpan,
  redaction: SpanRedaction,
): { readonly span?: StoredSpan; readonly counts: JobCounts } => {
  // Documents that are gone can't be looked at; what is left of the span then keeps its pointers and is told of.
  if (span.payloadMissing) return { counts: { unreadable: 1 } };
  const { user, payload, assessments, redactions, redactionFailed, ...rest } = span;
  const documents = documentsOf(payload);
  const raw = { ...rest, payload: documents } as unknown as RawSpan;
  const redacted = redactSpan(raw, redaction);
  // A text that could be redacted once and can't now is no reason to lose it: the job tells of it and can be repeated.
  if (redacted.redactionFailed) return { counts: { failed: 1 } };
  const judged = assessments?.map((one) => ({ ...one, explanation: redactText(redaction.redactor, one.explanation) }));
  const { payload: kept, redactions: found, ...fields } = redacted;
  const isSame =
    same({ ...rest }, fields) && same(documents ?? {}, kept ?? {}) && same(assessments ?? [], judged ?? []);
  const findings = Object.values(found ?? {}).reduce((sum, count) => sum + count, 0);
  if (isSame) return { counts: {} };
  return {
    span: dropAbsent({
      ...fields,
      user,
      payload: kept === undefined ? undefined : slotsOf(kept),
      assessments: judged,
      redactions: found === undefined ? redactions : addCounts(redactions ?? {}, found),
      redactionFailed,
    }) as StoredSpan,
    counts: { findings },
  };
};

/** Whether two objects say the same, whatever the order of their fields. */
const same = (one: object, other: object): boolean => ordered(one) === ordered(other);

const ordered = (value: unknown): string =>
  JSON.stringify(value, (_key, node: unknown) =>
    typeof node === 'object' && node !== null && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)))
      : node,
  );

/** What people and assessors wrote, whatever kind of judgement it stands in. */
const TEXTS = ['comment', 'correction', 'context', 'explanation', 'expected', 'predicted'] as const;

const rewriteJudgement = (judgement: KeptJudgement, redaction: SpanRedaction): RewrittenJudgement => {
  const all = judgement as unknown as Readonly<Record<string, Json | undefined>>;
  const texts = Object.fromEntries(TEXTS.flatMap((name) => (all[name] == null ? [] : [[name, all[name] as Json]])));
  const fields = redactFields(redaction.redactor, texts);
  if (fields.failed) return { counts: { failed: 1 } };
  const redacted = Object.fromEntries(Object.keys(texts).map((name) => [name, fields.json(name)]));
  const after = { ...judgement, ...redacted, ...namesOf(judgement, redaction) } as KeptJudgement;
  const findings = Object.values(fields.counts ?? {}).reduce((sum, count) => sum + count, 0);
  return same(judgement, after) ? { counts: {} } : { judgement: after, counts: { findings } };
};

const IDS = ['feedbackId', 'assessmentId', 'sessionId'] as const;
const LABELS = ['dimension', 'assessor'] as const;

/** The ids and labels of a judgement: an id in which something is found becomes the pseudonym that the call's own becomes. */
const namesOf = (judgement: KeptJudgement, redaction: SpanRedaction): Partial<Record<string, unknown>> => {
  const all = judgement as unknown as Readonly<Record<string, string | undefined>>;
  const identify = (text: string): string => redactIdentifier(text, redaction);
  const label = (text: string): string => redaction.redactor.redactLabel(text);
  const each = (names: readonly string[], rename: (text: string) => string) =>
    names.flatMap((name) => (all[name] === undefined ? [] : [[name, rename(all[name])] as const]));
  const { target } = judgement;
  const subject = 'subject' in judgement ? judgement.subject : undefined;
  return {
    ...Object.fromEntries([
      ...each(IDS, identify),
      ...each(LABELS, label),
      // The span that it begins with is no part of the id that was told.
      ...each(['outcomeId'], (text) =>
        text.replace(/^((?:[0-9a-f]{16}\.)?)(.*)$/s, (_, span, id) => span + identify(id)),
      ),
    ]),
    target: 'value' in target ? { ...target, value: identify(target.value) } : target,
    ...(subject === undefined
      ? {}
      : { subject: Object.fromEntries(Object.entries(subject).map(([name, text]) => [name, label(text)])) }),
  };
};
