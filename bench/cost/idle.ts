/** What a deployment costs in a month in which nobody calls it: what its template holds, and what its schedules run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Usage } from '../../local/ledger/ledger.ts';
import { alarmsOf } from '../../test/template/alarm-facts.ts';
import { ALWAYS_FREE, PRICES } from './prices.ts';

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

export interface IdleLine {
  readonly item: string;
  readonly amount: number;
  readonly unit: string;
  readonly usd: number;
  /** Dollars where the account's free tier is used up by others. */
  readonly usdWithoutFreeTier: number;
}

/** A mapping that polls keeps five pollers waiting, each twenty seconds a request. */
const POLLS_A_MONTH = (5 * 30 * 86_400) / 20;
/** Hourly, daily and weekly summaries. */
const RUNS_A_MONTH = 30 * 24 + 30 + 4;

const templatesIn = (assembly: string): readonly Template[] =>
  ['data', 'service'].map((name) =>
    JSON.parse(readFileSync(join(assembly, `sightglass-prod-${name}.template.json`), 'utf8')),
  );

/** The log groups of the infrequent access class, by their names. */
export const infrequentLogGroups = (assembly: string): ReadonlySet<string> =>
  new Set(
    templatesIn(assembly)
      .flatMap(({ Resources }) => Object.values(Resources))
      .filter(({ Properties }) => Properties?.['LogGroupClass'] === 'INFREQUENT_ACCESS')
      .map(({ Properties }) => String(Properties?.['LogGroupName'])),
  );

/** `run` is what a later run of the hourly schedule used, with no calls to sum up. */
export const idleBill = (assembly: string, run: Usage): readonly IdleLine[] => {
  const templates = templatesIn(assembly);
  const resources = templates.flatMap(({ Resources }) => Object.values(Resources));
  const count = (type: string): number => resources.filter(({ Type }) => Type === type).length;
  const alarms = alarmsOf(templates[1] as never);
  const composites = alarms.filter(({ isComposite }) => isComposite).length;
  const mappings = count('AWS::Lambda::EventSourceMapping');
  const [duration = 0] = [...run.functions.values()].flatMap(({ durationsMs, startsMs, memoryMb }) =>
    [...durationsMs, ...startsMs].map((ms) => (ms / 1000) * (memoryMb / 1024)),
  );
  const sum = (units: ReadonlyMap<string, number>): number => [...units.values()].reduce((all, one) => all + one, 0);
  const line = (priced: keyof typeof PRICES, item: string, amount: number, free = 0, per = 1): IdleLine => {
    const { usd, per: unit } = PRICES[priced];
    const priceOf = (billed: number): number => (billed / per) * usd;
    return { item, amount, unit, usd: priceOf(Math.max(0, amount - free)), usdWithoutFreeTier: priceOf(amount) };
  };
  return [
    line('secrets', 'secrets', count('AWS::SecretsManager::Secret')),
    line(
      'alarmMetrics',
      'metrics of alarms',
      alarms.reduce((all, { alarmMetrics }) => all + alarmMetrics, 0),
      ALWAYS_FREE.alarmMetrics,
    ),
    line('compositeAlarms', 'composite alarms', composites),
    line('dashboards', 'dashboards', count('AWS::CloudWatch::Dashboard'), ALWAYS_FREE.dashboards),
    line('queueRequests', `polls of ${mappings} queues`, mappings * POLLS_A_MONTH, ALWAYS_FREE.queueRequests, 1e6),
    line('schedules', 'runs of schedules', RUNS_A_MONTH, ALWAYS_FREE.schedules, 1e6),
    line('lambdaRequests', 'requests of Lambda', RUNS_A_MONTH, ALWAYS_FREE.lambdaRequests, 1e6),
    line('lambdaGbSeconds', 'GB-seconds of Lambda', RUNS_A_MONTH * duration, ALWAYS_FREE.lambdaGbSeconds, 1e6),
    line('writeUnits', 'write units', RUNS_A_MONTH * sum(run.writeUnits), 0, 1e6),
    line('readUnits', 'read units', RUNS_A_MONTH * sum(run.readUnits), 0, 1e6),
    line(
      'logIngestion',
      'GB of logs',
      (RUNS_A_MONTH * [...run.logs.values()].reduce((all, { bytes }) => all + bytes, 0)) / 1e9,
      ALWAYS_FREE.logGb,
    ),
    line(
      'metricRequests',
      'metric requests',
      RUNS_A_MONTH * (run.requests.get('monitoring PutMetricData') ?? 0),
      ALWAYS_FREE.metricRequests,
      1e6,
    ),
  ].filter(({ usdWithoutFreeTier }) => usdWithoutFreeTier > 0);
};
