/**
 * `npm run bench:cost`: what a million interactions of 4.6 KB cost at batches of 1, 10 and 100, and what an idle month does. The
 * local run of the production template is sent a workload, its ledger counts every request to AWS with bytes and units, and
 * the dated price list of prices.ts says what they cost. Nothing is free in it but what the idle bill says.
 */

import { STAGES } from '../../lib/stages.ts';
import { type Bar, type Figure, publish } from '../figures/figure.ts';
import { addedUp, type BillLine, type BillOptions, billOf, totalOf } from './bill.ts';
import { idleBill, infrequentLogGroups } from './idle.ts';
import { ASSEMBLY, type Measured, startMeasured, type Used } from './measure.ts';
import { LOWER_BOUND_USD, PRICES_READ, RIVALS } from './prices.ts';

/** Requests of an hour in which 1,389 interactions come, as in every hour of a month of a million. */
const REQUESTS: Readonly<Record<number, number>> = { 1: 1389, 10: 139, 100: 14 };
const MOST_USD: Readonly<Record<number, number>> = { 1: 4.5, 10: 2, 100: 1 };
const MOST_IDLE_USD = 1;
/** Starts of environments: one in five hundred invocations, a quarter of a second each; what runs once an hour starts every time. */
const COLD = { coldShare: 0.002, coldMs: 250 };
const COLD_EVERY_TIME = { ...COLD, coldShare: 1 };
const { logDays, summaryDays } = STAGES.prod.retention;

export interface Costs {
  readonly figures: readonly Figure[];
  readonly bars: readonly Bar[];
}

export const measureCosts = async (): Promise<Costs> => {
  const measured = await startMeasured();
  const logs = { logDays, infrequentLogs: infrequentLogGroups(ASSEMBLY) };
  const figures: Figure[] = [];
  const bars: Bar[] = [];
  try {
    // The first run looks back at two days, each later one at the hour that closed.
    await measured.wait(1);
    const { usage: idle } = await measured.wait(1);
    const sent: { readonly batch: number; readonly calls: Measured; readonly hour: Used }[] = [];
    for (const batch of [1, 10, 100]) {
      const calls = await measured.send(batch, REQUESTS[batch] ?? 1);
      sent.push({ batch, calls, hour: await measured.wait(1) });
    }
    // Past midnight, when the day is summed up, and past the schedule of days, which finds that done.
    const night = [await measured.wait(HOURS_TO_MIDNIGHT), await measured.wait(0.5)];
    for (const { batch, calls, hour } of sent) {
      const { usage, stored, interactions, bytesPerInteraction } = calls;
      const bill = [
        ...billOf(usage, { interactions, stored, ...logs, ...COLD }),
        ...summariesBill({ interactions, hour, night, logs }),
      ];
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

/** From the hour after the last workload's. */
const HOURS_TO_MIDNIGHT = 7;

/** What summing up costs: an hour's work for its interactions, and a day's for 24 times as many. */
const summariesBill = ({
  interactions,
  hour,
  night,
  logs,
}: {
  readonly interactions: number;
  readonly hour: Used;
  readonly night: readonly Used[];
  readonly logs: Pick<BillOptions, 'logDays' | 'infrequentLogs'>;
}): readonly BillLine[] => {
  const bill = ({ usage, stored }: Used, of: number): readonly BillLine[] =>
    billOf(usage, {
      interactions: of,
      stored: { ...stored, objects: stored.objects * (summaryDays / 30) },
      ...logs,
      ...COLD_EVERY_TIME,
    });
  return addedUp(bill(hour, interactions), ...night.map((used) => bill(used, interactions * 24))).map((line) => ({
    ...line,
    item: `summing up: ${line.item}`,
  }));
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
      'user, a session and a trace for every 1, 2 and 3.3 of its interactions. An hour of a month of a million is sent, and what the ' +
      'schedules do when it closes is divided by its interactions, what they do at midnight by those of 24 such hours. Lambda time is the ' +
      'median processor time of warm invocations on a core of this machine, and 0.2 % cold starts of 250 ms; the waiting for AWS is not ' +
      'in it. The ratio is the share of the bill.',
    figures,
    bars,
  });
}
