/** Prices what a ledger counted: dollars for a million interactions, item by item. */
import type { Usage } from '../../local/ledger/ledger.ts';
import { PRICES, type PricedItem } from './prices.ts';
import type { StoredBytes } from './stored.ts';

/** One line of a bill. */
export interface BillLine {
  readonly service: 'API Gateway' | 'Lambda' | 'DynamoDB' | 'S3' | 'CloudWatch' | 'Other';
  readonly item: string;
  /** How much of it a million interactions take, in the unit of its price. */
  readonly amount: number;
  readonly unit: string;
  readonly usd: number;
}

export interface BillOptions {
  /** How many interactions the usage is of. */
  readonly interactions: number;
  readonly stored: StoredBytes;
  readonly logDays: number;
  /** Log groups of the infrequent access class. */
  readonly infrequentLogs: ReadonlySet<string>;
  /** Share of invocations that start an environment, and what such a start adds, in milliseconds. */
  readonly coldShare: number;
  readonly coldMs: number;
}

const MILLION = 1_000_000;
const GB = 1e9;

/** The bill for a million interactions of a workload, kept as long as their retention says. */
export const billOf = (usage: Usage, options: BillOptions): readonly BillLine[] => {
  const { interactions, stored } = options;
  const times = MILLION / interactions;
  const line = (service: BillLine['service'], priced: PricedItem, item: string, amount: number): BillLine => {
    const { usd, per } = PRICES[priced];
    return { service, item, amount, unit: per, usd: amount * usd };
  };
  const requestsOf = (pattern: RegExp): number =>
    [...usage.requests].reduce((sum, [name, count]) => sum + (pattern.test(name) ? count : 0), 0);
  const sumOf = (units: ReadonlyMap<string, number>, isIndex: boolean): number =>
    [...units].reduce((sum, [name, count]) => sum + (name.includes('/index/') === isIndex ? count : 0), 0);
  // Counts are of the workload; prices are per million, and so is the bill.
  const perMillion = (count: number): number => (count * times) / MILLION;
  const logBytesOf = (isInfrequent: boolean): number =>
    [...usage.logs].reduce(
      (sum, [group, { bytes }]) => sum + (options.infrequentLogs.has(group) === isInfrequent ? bytes : 0),
      0,
    );
  const [logBytes, infrequentBytes] = [logBytesOf(false), logBytesOf(true)];

  return [
    line('API Gateway', 'apiRequests', 'requests', perMillion(usage.apiUnits)),
    line('Lambda', 'lambdaRequests', 'requests', perMillion(invocationsOf(usage))),
    line('Lambda', 'lambdaGbSeconds', 'time', perMillion(gbSecondsOf(usage, options))),
    line('DynamoDB', 'writeUnits', 'writes of rows', perMillion(sumOf(usage.writeUnits, false))),
    line('DynamoDB', 'writeUnits', 'writes of index rows', perMillion(sumOf(usage.writeUnits, true))),
    line('DynamoDB', 'readUnits', 'reads', perMillion(sumOf(usage.readUnits, false) + sumOf(usage.readUnits, true))),
    line('DynamoDB', 'tableStorage', 'storage', ((stored.table + stored.index) * times) / GB),
    line('DynamoDB', 'tableBackup', 'backup', (stored.table * times) / GB),
    line('S3', 'objectWrites', 'puts', perMillion(requestsOf(/^s3 (Put|Copy|List|Post)/))),
    line('S3', 'objectReads', 'gets', perMillion(requestsOf(/^s3 (Get|Head)/))),
    line('S3', 'objectStorage', 'storage', (stored.objects * times) / GB),
    line('CloudWatch', 'logIngestion', 'log lines and embedded metrics', (logBytes * times) / GB),
    line('CloudWatch', 'infrequentLogIngestion', 'access log', (infrequentBytes * times) / GB),
    line(
      'CloudWatch',
      'logStorage',
      'log storage',
      (((logBytes + infrequentBytes) * times) / GB) * (options.logDays / 30),
    ),
    line('CloudWatch', 'metricRequests', 'metric requests', perMillion(requestsOf(/^monitoring PutMetricData/))),
    line('Other', 'secretRequests', 'secret requests', perMillion(requestsOf(/^secretsmanager /))),
    line('Other', 'queueRequests', 'queue requests', perMillion(requestsOf(/^sqs /))),
    line('Other', 'topicRequests', 'topic requests', perMillion(requestsOf(/^sns /))),
  ].filter(({ usd }) => usd > 0);
};

/** Bills of one thing as one: equal items are added up. */
export const addedUp = (...bills: readonly (readonly BillLine[])[]): readonly BillLine[] =>
  [...Map.groupBy(bills.flat(), ({ service, item }) => `${service}, ${item}`).values()].map((lines) => ({
    ...(lines[0] as BillLine),
    amount: lines.reduce((sum, { amount }) => sum + amount, 0),
    usd: totalOf(lines),
  }));

export const totalOf = (lines: readonly BillLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

const invocationsOf = ({ functions }: Usage): number =>
  [...functions.values()].reduce((sum, { durationsMs, startsMs }) => sum + durationsMs.length + startsMs.length, 0);

/**
 * Memory times billed duration: the processor time of the middle one of the warm invocations, rounded up to the millisecond, for all of
 * them, and a stated share of cold starts.
 */
const gbSecondsOf = ({ functions }: Usage, { coldShare, coldMs }: BillOptions): number =>
  [...functions.values()].reduce((sum, { memoryMb, durationsMs, startsMs }) => {
    const warm = [...durationsMs].sort((a, b) => a - b);
    const billedMs = Math.ceil(warm[Math.floor(warm.length / 2)] ?? startsMs[0] ?? 0) + coldShare * coldMs;
    return sum + ((durationsMs.length + startsMs.length) * billedMs * (memoryMb / 1024)) / 1000;
  }, 0);
