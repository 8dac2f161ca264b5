/**
 * The kind `deep`: hands stored, already redacted documents of chosen features to a larger detector, and replaces what it still finds.
 * It costs money by the character, so it keeps to a project's budget of the day: what does not fit waits for tomorrow.
 */
import { dropAbsent } from '../../../domain/call/facts.ts';
import type { ProjectId } from '../../../domain/call/ids.ts';
import { isInteraction } from '../../../domain/call/span.ts';
import { DAY_MS, fromUsd, toIso } from '../../../domain/call/units.ts';
import type { StoredSpan } from '../../../domain/fragment/fragment.ts';
import { addCounts, type JobCounts } from '../../../domain/jobs/job.ts';
import { type ChunkFinding, inTexts, toChunks } from '../../../domain/redact/deep/chunks.ts';
import { costOfDetection } from '../../../domain/redact/deep/cost.ts';
import { rewriteDeep, textsOf } from '../../../domain/redact/deep/rewrite.ts';
import { isChosen } from '../../../domain/redact/deep/settings.ts';
import type { ProjectSettings } from '../../../domain/settings/settings.ts';
import type { PiiDetector } from '../../ports/jobs.ts';
import type { SpendStore } from '../../ports/judge.ts';
import type { Clock, Waiting } from '../../ports/time.ts';
import type { SettingsOf } from '../../project-settings.ts';
import { documentsOf, slotsOf } from '../documents.ts';
import type { JobKind, Rewritten } from '../kind.ts';
import { noOptions } from './no-options.ts';

export interface DeepParts {
  readonly settingsOf: SettingsOf;
  readonly detector: PiiDetector;
  readonly spend: SpendStore;
  readonly clock: Clock;
}

export const DEEP = 'deep';

export const createDeep = (parts: DeepParts): JobKind => ({
  name: DEEP,
  readOptions: noOptions,
  begin: async (job, project, waiting) => {
    const settings = await parts.settingsOf(project, waiting);
    const pass = { ...parts, settings, project, dryRun: job.dryRun };
    return {
      needsDocuments: true,
      rewrite: (fragment, during) => rewriteSpans(fragment.spans, pass, during),
    };
  },
});

interface Pass extends DeepParts {
  readonly settings: ProjectSettings;
  readonly project: ProjectId;
  readonly dryRun: boolean;
}

const rewriteSpans = async (spans: readonly StoredSpan[], pass: Pass, waiting: Waiting): Promise<Rewritten> => {
  // Tools and chains around a call mostly name no feature: they are looked at with the calls that do.
  const isConcerned = spans.some(({ feature }) => isChosen(pass.settings.deep, feature));
  if (!isConcerned) return { counts: { passed_over: 1 } };
  let counts: JobCounts = {};
  let isChanged = false;
  const rewritten: StoredSpan[] = [];
  for (const span of spans) {
    const isOurs = isChosen(pass.settings.deep, span.feature) || (span.feature === undefined && !isInteraction(span));
    const one = isOurs ? await rewriteSpan(span, pass, waiting) : { counts: {} };
    if (one === 'must-wait') return { counts, mustWait: true };
    counts = addCounts(counts, one.counts);
    isChanged ||= one.span !== undefined;
    rewritten.push(one.span ?? span);
  }
  return isChanged ? { spans: rewritten, counts } : { counts };
};

const rewriteSpan = async (
  span: StoredSpan,
  { settings, project, dryRun, detector, spend, clock }: Pass,
  waiting: Waiting,
): Promise<{ readonly span?: StoredSpan; readonly counts: JobCounts } | 'must-wait'> => {
  const documents = documentsOf(span.payload);
  if (documents === undefined || span.payloadMissing) return { counts: {} };
  const { deep, redaction } = settings;
  const chunks = toChunks(textsOf(documents).map((text) => (TELLS_NOTHING.test(text) ? '' : text)));
  const amount = chunks.reduce((sum, { content }) => sum + costOfDetection(content.length), 0);
  const looked = { spans: 1, requests: chunks.length, micro_usd: Math.round(amount / 1000) };
  if (dryRun || chunks.length === 0) return { counts: looked };
  const now = clock();
  const account = { purpose: 'deep' as const, day: toIso(now).slice(0, 10), expiresAt: now + 7 * DAY_MS };
  const limit = fromUsd(deep.dailyBudgetUsd);
  if (!(await spend.reserve(project, account, { amount, limit }, waiting))) return 'must-wait';

  const findings: (ChunkFinding & { readonly text: number })[] = [];
  for (const chunk of chunks) {
    findings.push(...inTexts(chunk, await detector.detectPii(chunk.content, deep.language, waiting)));
  }
  const outcome = rewriteDeep(documents, findings, { policy: redaction, minimumScore: deep.minimumScore });
  const found = Object.values(outcome.counts).reduce((sum, count) => sum + count, 0);
  const counts = { ...looked, findings: found };
  if (outcome.documents === undefined) return { counts };
  return {
    span: dropAbsent({
      ...span,
      payload: slotsOf(outcome.documents as object),
      redactions: addCounts(span.redactions ?? {}, outcome.counts),
    }) as StoredSpan,
    counts,
  };
};

/** Roles, types and other words of a protocol, and numbers: every document is full of them, and each would be paid for. */
const TELLS_NOTHING = /^(?:[a-z_]{0,24}|[\d.,:+-]{0,24})$/;
