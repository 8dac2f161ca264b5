/**
 * Replays a week of an app's life: every call goes through the code that measures real ones, its metric lines into the local
 * CloudWatch, whose clock is turned on minute by minute, and the alarms of the template are evaluated as AWS would.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCloudWatch } from '../../local/aws/cloudwatch/cloudwatch.ts';
import { factsOf } from '../../src/domain/call/facts.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { boundedNames } from '../../src/domain/measure/bounded-names.ts';
import { METRICS, type MetricName } from '../../src/domain/measure/catalogue.ts';
import { measure, measureFeedback } from '../../src/domain/measure/measure.ts';
import { addCall } from '../../src/domain/summarise/add-call.ts';
import { anomaliesOf } from '../../src/domain/summarise/anomaly.ts';
import {
  type Baseline,
  baselineOf,
  type HistoryPoint,
  historyPoint,
  usualValue,
} from '../../src/domain/summarise/baseline.ts';
import { addFeedback, createRollup, type Rollup } from '../../src/domain/summarise/rollup.ts';
import { measureSummary } from '../../src/pipelines/measure-summary.ts';
import { conditionsAt } from './incidents.ts';
import { type Random, randomFrom } from './random.ts';
import type { StageAlarms } from './stage-alarms.ts';
import { type Stretch, trafficOf } from './traffic.ts';

/** One message to on-call. */
export interface Page {
  /** The end of the alarm's name: `ai-cost` of `sightglass-prod-ai-cost`. */
  readonly alarm: string;
  readonly severity: 'critical' | 'warning';
  /** Minutes since Monday, midnight. */
  readonly minute: number;
  readonly reason: string;
  readonly description: string;
}

export interface Replayed {
  readonly pages: readonly Page[];
  readonly calls: number;
}

/** A Monday, midnight UTC, late enough that the weeks before it are weeks too. */
const MONDAY = Date.UTC(2026, 10, 23);
const MINUTE_MS = 60_000;
const WARM_UP_MINUTES = 60;
const WEEK_MINUTES = 7 * 24 * 60;
/** Apps send what has gathered in five minutes. */
const REQUEST_MINUTES = 5;
/** Past weeks that the baseline is made from. */
const HISTORY_WEEKS = 3;
/** Minutes after the hour at which it is summed up. */
const SUMMARY_MINUTE = 5;
const PROJECT = 'replay' as ProjectId;

/**
 * @param everyMinutes how often alarms are looked at: 1 as CloudWatch does, or 5, as new calls come every five minutes, for speed
 */
export const replay = (
  seed: number,
  { alarms, settings, accountId, region }: StageAlarms,
  everyMinutes: 1 | 5 = 1,
): Replayed => {
  const random = randomFrom(seed);
  const history = [...pastWeeks()];
  const directory = mkdtempSync(join(tmpdir(), 'replay-'));
  const pages: Page[] = [];
  const problems: string[] = [];
  let now = MONDAY;
  const cloudwatch = createCloudWatch({
    directory,
    region,
    accountId,
    clock: () => now,
    log: (line) => problems.push(line),
    publish: (topic, _subject, message) => {
      const page = pageOf(topic, message, now);
      if (page !== undefined) pages.push(page);
    },
  });
  const namespace = `Sightglass/${settings.stage}`;
  const put = (metrics: { readonly [Name in MetricName]?: number }): void => {
    for (const [name, value] of Object.entries(metrics)) {
      cloudwatch.putMetric(namespace, name, {}, value, METRICS[name as MetricName].unit);
    }
  };
  const none = boundedNames([]);
  let calls = 0;
  let baseline: Baseline | undefined;
  let hour = rollupOf(MONDAY - WARM_UP_MINUTES * MINUTE_MS);
  try {
    for (let minute = -WARM_UP_MINUTES; minute < WEEK_MINUTES; minute += 1) {
      now = MONDAY + minute * MINUTE_MS;
      // Alarms come to be while the app is running: before its first call, silence would be one.
      if (minute === 0) cloudwatch.createAlarms(alarms);
      if (minute % 1440 === 0) baseline = baselineOf(history, 'UTC');
      if (minute % 60 === SUMMARY_MINUTE && minute > 0) {
        put(metricsOfSummary(hour.closed ?? hour.open, baseline, now));
      }
      if (minute % 60 === 0 && minute > -WARM_UP_MINUTES) {
        history.push(historyPoint(hour.open));
        hour = { ...rollupOf(now), closed: hour.open };
      }
      if ((minute + WARM_UP_MINUTES) % REQUEST_MINUTES === REQUEST_MINUTES - 1) {
        const begun = minute - REQUEST_MINUTES + 1;
        const minuteOfWeek = (begun + WEEK_MINUTES) % WEEK_MINUTES;
        const stretch = { start: MONDAY + begun * MINUTE_MS, minute: minuteOfWeek, minutes: REQUEST_MINUTES };
        const { spans, feedback } = trafficOf(stretch, begun < 0 ? {} : conditionsAt(begun), random);
        calls += spans.length;
        addTo(hour.open, { spans, feedback });
        const to = { namespace, environments: none, models: none, categories: none, at: now };
        const lines = [...measure(spans, {}, to), ...(feedback.length > 0 ? measureFeedback(feedback, {}, to) : [])];
        for (const line of lines) cloudwatch.ingestLogLine(line, '/sightglass/replay/ingest');
      }
      if (minute >= 0 && minute % everyMinutes === everyMinutes - 1) cloudwatch.evaluate(now);
    }
  } finally {
    void cloudwatch.close().then(() => rmSync(directory, { recursive: true, force: true }));
  }
  if (problems.length > 0) throw new Error(`the local CloudWatch complained: ${problems[0]}`);
  return { pages, calls };
};

/** What the summary of the hour that has closed publishes, and what is usual for the one that has begun. */
const metricsOfSummary = (rollup: Rollup, baseline: Baseline | undefined, now: number) => {
  const period = { kind: 'hour', zone: 'UTC', start: rollup.from, end: rollup.to } as const;
  const anomalies = baseline === undefined ? [] : anomaliesOf(historyPoint(rollup), baseline);
  const usual = baseline === undefined ? undefined : usualValue(baseline, 'cost_usd', now);
  return {
    ...measureSummary({ period, rollup, anomalies, drift: [], trends: [], news: 'first' }, now),
    ...(usual === undefined ? {} : { CostBaselineUsd: usual }),
  };
};

interface Hour {
  readonly open: Rollup;
  readonly closed?: Rollup;
}

const rollupOf = (from: number): Hour => ({ open: createRollup({ project: PROJECT, from, to: from + 3_600_000 }) });

const addTo = (rollup: Rollup, { spans, feedback }: Stretch): void => {
  for (const span of spans) addCall(rollup, factsOf(span));
  for (const given of feedback) addFeedback(rollup, given);
};

/** The hours before the replayed week, in which nothing went wrong: the same for every seed, as they take longest to make. */
const pastWeeks = (): readonly HistoryPoint[] => {
  past ??= makePastWeeks(randomFrom(PAST_SEED));
  return past;
};

let past: readonly HistoryPoint[] | undefined;
const PAST_SEED = 1_000_003;

const makePastWeeks = (random: Random): HistoryPoint[] =>
  Array.from({ length: HISTORY_WEEKS * 7 * 24 }, (_, index) => {
    const hours = index - HISTORY_WEEKS * 7 * 24;
    const { open } = rollupOf(MONDAY + hours * 3_600_000);
    const minute = (hours + HISTORY_WEEKS * 7 * 24) * 60;
    addTo(open, trafficOf({ start: open.from, minute, minutes: 60 }, {}, random));
    return historyPoint(open);
  });

const pageOf = (topic: string, text: string, now: number): Page | undefined => {
  const message = JSON.parse(text);
  if (message.NewStateValue !== 'ALARM') return undefined;
  return {
    alarm: String(message.AlarmName).replace(/^sightglass-[a-z]+-/, ''),
    severity: /critical/i.test(topic) ? 'critical' : 'warning',
    minute: Math.round((now - MONDAY) / MINUTE_MS),
    reason: message.NewStateReason,
    description: message.AlarmDescription,
  };
};
