/**
 * `npm run bench:cost`: what a million interactions of 4.6 KB cost at batches of 1, 10 and 100, and what an idle month does. The
 * local run of the production template is sent a workload, its ledger counts every request to AWS with bytes and units, and
 * the dated price list of prices.ts says what they cost. Nothing is free in it but what the idle bill says.
 */

import type { Usage } from '../../local/ledger/ledger.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/call/units.ts';
import { type Bar, type Figure, publish } from '../figures/figure.ts';
import { type BillLine, billOf, totalOf } from './bill.ts';
import { idleBill } from './idle.ts';
import { ASSEMBLY, startMeasured } from './measure.ts';
import { LOWER_BOUND_USD, PRICES_READ, RIVALS } from './prices.ts';

const REQUESTS: Readonly<Record<number, number>> = { 1: 200, 10: 40, 100: 10 };
const MOST_USD: Readonly<Record<number, number>> = { 1: 4.5, 10: 2, 100: 1 };
const MOST_IDLE_USD = 1;
/** Starts of environments: one in five hundred invocations, a quarter of a second each. */
const COLD = { coldShare: 0.002, coldMs: 250 };
const LOG_DAYS = 14;

export interface Costs {
  readonly figures: readonly Figure[];
  readonly bars: readonly Bar[];
}

/** What the hourly summary of a project without calls uses. Its first run looks back at two days, each later one at the hour that closed. */
const measureIdleRun = async (): Promise<Usage> => {
  // In the middle of a day, as the first hour after midnight sums up the day as well: that is one run of 24.
  const noon = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS * 1.5;
  let ahead = noon - Date.now();
  const measured = await startMeasured({ clock: () => Date.now() + ahead });
  try {
    const run = () => measured.invoke('sightglass-prod-service/Summaries/Function', { period: 'hour' });
    await run();
    ahead += HOUR_MS;
    return await run();
  } finally {
    await measured.stop();
  }
};

export const measureCosts = async (share = 1): Promise<Costs> => {
  const measured = await startMeasured();
  const figures: Figure[] = [];
  const bars: Bar[] = [];
  try {
    const idle = await measureIdleRun();
    for (const batch of [1, 10, 100]) {
      const requests = Math.max(3, Math.round((REQUESTS[batch] ?? 10) * share));
      const { usage, interactions, stored, bytesPerInteraction } = await measured.send(batch, requests);
      const bill = billOf(usage, { interactions, stored, logDays: LOG_DAYS, ...COLD });
      const total = totalOf(bill);
      for (const { service, item, usd, amount, unit } of bill) {
        figures.push({
          name: `batch ${batch}: ${service}, ${item} (${amount.toFixed(3)} ${unit})`,
          value: usd,
          unit: '$',
          ratio: usd / total,
        });
      }
      figures.push(...sharesOf(batch, bill, total));
      figures.push({
        name: `batch ${batch}: together, at ${bytesPerInteraction.toFixed(0)} bytes each`,
        value: total,
        unit: '$',
        ratio: 1,
      });
      bars.push({
        name: `a million interactions at batches of ${batch}, kept for 30 days`,
        value: total,
        unit: 'dollars',
        most: MOST_USD[batch] ?? 0,
      });
    }
    const lines = idleBill(ASSEMBLY, idle);
    for (const { item, usd, usdWithoutFreeTier, amount } of lines) {
      figures.push({
        name: `idle month: ${item} (${amount.toFixed(2)}; $${usdWithoutFreeTier.toFixed(2)} without any free tier)`,
        value: usd,
        unit: '$',
      });
    }
    // A bill is in cents: a line of less than half a cent is none.
    const idleUsd = lines.reduce((sum, { usd }) => sum + Math.round(usd * 100), 0) / 100;
    bars.push({ name: 'an idle month', value: idleUsd, unit: 'dollars', most: MOST_IDLE_USD });
  } finally {
    await measured.stop();
  }
  figures.push({
    name: 'beside: the least that durable ingest over HTTPS costs on AWS',
    value: LOWER_BOUND_USD,
    unit: '$',
  });
  for (const { name, usd, basis } of RIVALS) {
    figures.push({
      name: `beside: ${name} (${basis})`,
      value: Number(usd.replaceAll(',', '').split('–')[0]),
      unit: '$',
    });
  }
  return { figures, bars };
};

const sharesOf = (batch: number, bill: readonly BillLine[], total: number): readonly Figure[] =>
  [...Map.groupBy(bill, ({ service }) => service)].map(([service, lines]) => ({
    name: `batch ${batch}: ${service} in all`,
    value: totalOf(lines),
    unit: '$',
    ratio: totalOf(lines) / total,
  }));

if (import.meta.main) {
  const { figures, bars } = await measureCosts();
  publish({
    bench: 'cost',
    title: 'The bill',
    method:
      `Counted by the local run's ledger, priced with the list of ${PRICES_READ} (us-east-1, on demand, no free tier). Each batch has a ` +
      'user, a session and a trace for every 1, 2 and 3.3 of its interactions. Lambda time is the tenth percentile of warm invocations on this ' +
      'machine, and 0.2 % cold starts of 250 ms. The ratio is the share of the bill.',
    figures,
    bars,
  });
}
