/**
 * The kind `deep`: hands stored, already redacted documents of chosen features to a larger detector, and replaces what it still finds.
 * It costs money by the character, so it keeps to a project's budget of the day: what does not fit waits for tomorrow.
 */
import { dropAbsent } from '../../../domain/call/facts.ts';
import type { ProjectId } from '../../../domain/call/ids.ts';
import { inLanes } from '../../../domain/call/in-lanes.ts';
import type { RedactedJson } from '../../../domain/call/redacted.ts';
import { isInteraction } from '../../../domain/call/span.ts';
import { DAY_MS, fromUsd, toIso } from '../../../domain/call/units.ts';
import type { StoredSpan } from '../../../domain/fragment/fragment.ts';
import { addCounts, type JobCounts } from '../../../domain/jobs/job.ts';
import { type Chunk, inTexts, toChunks } from '../../../domain/redact/deep/chunks.ts';
import { costOfDetection } from '../../../domain/redact/deep/cost.ts';
import { rewriteDeep, textsOf } from '../../../domain/redact/deep/rewrite.ts';
import { type DeepSettings, isChosen } from '../../../domain/redact/deep/settings.ts';
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
      inOrder: true,
      rewrite: (fragment, during) => rewriteSpans(fragment.spans, pass, during),
    };
  },
});

interface Pass extends DeepParts {
  readonly settings: ProjectSettings;
  readonly project: ProjectId;
  readonly dryRun: boolean;
}

/** A span that is looked at: its documents, and the requests that they make. */
interface Looked {
  readonly span: StoredSpan;
  readonly documents: Readonly<Record<string, RedactedJson>>;
  readonly chunks: readonly Chunk[];
}

/** Requests under way at once: the service lets an account make some twenty a second. */
const REQUESTS_AT_ONCE = 4;

/**
 * Requests of one fragment at most, 3.2 MB of text: at two seconds each they take 16 of the 22 that a step has, and one that runs out
 * of time is paid for again whenever it is tried.
 */
const MAX_REQUESTS = 32;

/** Paid for as a whole or not at all: what was found in a half would be lost with the step, and paid for again. */
const rewriteSpans = async (spans: readonly StoredSpan[], pass: Pass, waiting: Waiting): Promise<Rewritten> => {
  const looked = lookedAt(spans, pass.settings.deep);
  if (looked === undefined) return { counts: { passed_over: 1 } };
  const requests = looked.flatMap(({ chunks }) => chunks);
  const amount = requests.reduce((sum, { content }) => sum + costOfDetection(content.length), 0);
  const counts = { spans: looked.length, requests: requests.length, micro_usd: Math.round(amount / 1000) };
  if (pass.dryRun || requests.length === 0) return { counts };
  if (requests.length > MAX_REQUESTS) return { counts: { too_large: 1 } };
  const limit = fromUsd(pass.settings.deep.dailyBudgetUsd);
  // It would wait for ever, and everything behind it.
  if (amount > limit) return { counts: { beyond_budget: 1 } };
  const now = pass.clock();
  const account = { purpose: 'deep' as const, day: toIso(now).slice(0, 10), expiresAt: now + 7 * DAY_MS };
  if (!(await pass.spend.reserve(pass.project, account, { amount, limit }, waiting)))
    return { counts: {}, mustWait: true };
  return rewriteLooked(spans, looked, pass, counts, waiting);
};

/** What is looked at of a fragment; undefined when it is of no chosen feature. */
const lookedAt = (spans: readonly StoredSpan[], deep: DeepSettings): readonly Looked[] | undefined => {
  // Tools and chains around a call mostly name no feature: they are looked at with the calls that do.
  if (!spans.some(({ feature }) => isChosen(deep, feature))) return undefined;
  return spans.flatMap((span) => {
    const isOurs = isChosen(deep, span.feature) || (span.feature === undefined && !isInteraction(span));
    const documents = isOurs && !span.payloadMissing ? documentsOf(span.payload) : undefined;
    if (documents === undefined) return [];
    return [
      { span, documents, chunks: toChunks(textsOf(documents).map((text) => (TELLS_NOTHING.test(text) ? '' : text))) },
    ];
  });
};

const rewriteLooked = async (
  spans: readonly StoredSpan[],
  looked: readonly Looked[],
  { settings: { deep, redaction }, detector }: Pass,
  paid: JobCounts,
  waiting: Waiting,
): Promise<Rewritten> => {
  const answers = new Map<Chunk, ReturnType<typeof inTexts>>();
  await inLanes(
    looked.flatMap(({ chunks }) => chunks),
    async (chunk) => {
      answers.set(chunk, inTexts(chunk, await detector.detectPii(chunk.content, deep.language, waiting)));
    },
    REQUESTS_AT_ONCE,
  );
  let found = 0;
  const rewritten = new Map<StoredSpan, StoredSpan>();
  for (const { span, documents, chunks } of looked) {
    const own = chunks.flatMap((chunk) => answers.get(chunk) ?? []);
    const outcome = rewriteDeep(documents, own, { policy: redaction, minimumScore: deep.minimumScore });
    found += Object.values(outcome.counts).reduce((sum, count) => sum + count, 0);
    if (outcome.documents === undefined) continue;
    const payload = slotsOf(outcome.documents as object);
    const redactions = addCounts(span.redactions ?? {}, outcome.counts);
    rewritten.set(span, dropAbsent({ ...span, payload, redactions }) as StoredSpan);
  }
  const counts = { ...paid, findings: found };
  return rewritten.size === 0 ? { counts } : { spans: spans.map((span) => rewritten.get(span) ?? span), counts };
};

/** Roles, types and other words of a protocol, and numbers: every document is full of them, and each would be paid for. */
const TELLS_NOTHING = /^(?:[a-z_]{0,24}|[\d.,:+-]{0,24})$/;
