/**
 * The kind `reprice`: costs that we computed are computed again from the present price table and the project's own prices, after a
 * price was wrong, missing or renegotiated. What a client stated is the client's and stays. Its dry run says what would change, by day
 * and model. Hours that change are summed up again, so summaries and counters come along.
 */
import { isInteraction, type RedactedSpan } from '../../../domain/call/span.ts';
import { DAY_MS, type EpochMs, toIso } from '../../../domain/call/units.ts';
import { type Cost, knownCost } from '../../../domain/call/usage.ts';
import type { StoredSpan } from '../../../domain/fragment/fragment.ts';
import { addCounts, type Job, type JobCounts } from '../../../domain/jobs/job.ts';
import type { PricedCall } from '../../../domain/price/pricer.ts';
import type { OfProject } from '../../project-settings.ts';
import type { JobKind, Rewritten } from '../kind.ts';
import { noOptions } from './no-options.ts';

export interface RepriceParts {
  readonly stepsOf: OfProject<{ readonly price: (call: PricedCall) => Cost }>;
}

export const createReprice = ({ stepsOf }: RepriceParts): JobKind => ({
  name: 'reprice',
  readOptions: noOptions,
  begin: async (job, project, waiting) => {
    const { price } = await stepsOf(project, waiting);
    const when = whenOf(job);
    return { needsDocuments: false, rewrite: ({ spans }) => repriceSpans(spans, price, when) };
  },
});

/**
 * The part of a time that counts are grouped by: its day, or its month or year where the job reaches so far that days by models would
 * not fit the job's row: 35 days of 80 models that change take some 400 KB, the most that a row holds.
 */
const whenOf = ({ from, to }: Pick<Job, 'from' | 'to'>): ((at: EpochMs) => string) => {
  const days = (to - from) / DAY_MS;
  const letters = days <= 35 ? '2026-11-21'.length : days <= 2 * 366 ? '2026-11'.length : '2026'.length;
  return (at) => toIso(at).slice(0, letters);
};

const repriceSpans = (
  spans: readonly StoredSpan[],
  price: (call: PricedCall) => Cost,
  when: (at: EpochMs) => string,
): Rewritten => {
  let counts: JobCounts = {};
  let isChanged = false;
  const repriced = spans.map((span) => {
    if (!isInteraction(span) || span.cost === undefined) return span;
    if (span.cost.source === 'client') {
      counts = addCounts(counts, { client_stated: 1 });
      return span;
    }
    const cost = costNow(span, price);
    if (isSame(span.cost, cost)) return span;
    isChanged = true;
    counts = addCounts(counts, countsOf(when(span.start), span.cost, cost));
    return { ...span, cost };
  });
  return isChanged ? { spans: repriced, counts } : { counts };
};

/**
 * What the call costs by today's prices. A model's name may have lost a part to redaction since it was priced (an account's number in
 * an ARN), so where it is not found under its name, the model that it was priced as is looked up.
 */
const costNow = (span: StoredSpan, price: (call: PricedCall) => Cost): Cost => {
  const call = span as RedactedSpan as PricedCall;
  const cost = price(call);
  if (cost.source !== 'unpriced' || cost.reason !== 'unknown-model' || span.cost?.source !== 'computed') return cost;
  const asBefore = price({ ...call, model: span.cost.pricedModel });
  // A cost that was known is not given up because a name was not found.
  return asBefore.source === 'unpriced' && asBefore.reason === 'unknown-model' ? span.cost : asBefore;
};

/** The same figure by the same parts; another version of the table by itself is no change. */
const isSame = (before: Cost, after: Cost): boolean => {
  if (before.source === 'unpriced' || after.source === 'unpriced') {
    return before.source === after.source && reasonOf(before) === reasonOf(after);
  }
  return (
    before.source === 'computed' &&
    after.source === 'computed' &&
    before.nanoUsd === after.nanoUsd &&
    before.pricedModel === after.pricedModel &&
    JSON.stringify(Object.entries(before.buckets).sort()) === JSON.stringify(Object.entries(after.buckets).sort())
  );
};

const reasonOf = (cost: Cost): string | undefined => (cost.source === 'unpriced' ? cost.reason : undefined);

/**
 * What changes, in all and as `day|model|what`. The model is the one that the price table or the project's prices know it by, so there
 * are only as many as they have.
 */
const countsOf = (when: string, before: Cost, after: Cost): JobCounts => {
  const model = modelOf(after) ?? modelOf(before) ?? 'unpriced';
  const [from, to] = [knownCost(before), knownCost(after)];
  const group = (what: string): string => `${when}|${model}|${what}`;
  return {
    repriced: 1,
    ...(from === undefined && to !== undefined ? { newly_priced: 1 } : {}),
    ...(from !== undefined && to === undefined ? { newly_unpriced: 1 } : {}),
    nano_usd_before: from ?? 0,
    nano_usd_after: to ?? 0,
    [group('calls')]: 1,
    [group('nano_usd_before')]: from ?? 0,
    [group('nano_usd_after')]: to ?? 0,
  };
};

const modelOf = (cost: Cost): string | undefined =>
  cost.source === 'computed' && cost.pricedModel !== '' ? cost.pricedModel : undefined;
