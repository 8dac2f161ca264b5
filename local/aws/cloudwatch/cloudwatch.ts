/** The local CloudWatch: metrics, embedded metric format, metric math, alarms, behind the real API. */
import { join } from 'node:path';
import { answerJson, type JsonProtocol } from '../json-protocol.ts';
import type { AwsService, Clock } from '../service.ts';
import { openDatabase } from '../sqlite.ts';
import type { AlarmResource, AlarmState } from './alarms/definition.ts';
import { createAlarmEngine } from './alarms/engine.ts';
import { describeAlarmHistory } from './api/describe-alarm-history.ts';
import { describeAlarms, describeAlarmsForMetric } from './api/describe-alarms.ts';
import { getMetricData } from './api/get-metric-data.ts';
import { getMetricStatistics } from './api/get-metric-statistics.ts';
import { listMetrics } from './api/list-metrics.ts';
import type { Json } from './api/parameters.ts';
import { putMetricData } from './api/put-metric-data.ts';
import { setAlarmState } from './api/set-alarm-state.ts';
import { decompressed, PROTOCOL } from './api/wire.ts';
import { datumOfValues, datumProblems } from './datum.ts';
import { readEmf } from './emf.ts';
import { createSweeper } from './retention.ts';
import { SCHEMA } from './schema.ts';
import { createMetricStore } from './store.ts';

export interface CloudWatchOptions {
  /** Where `cloudwatch.sqlite` is kept; made if it is not there. */
  readonly directory: string;
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  /** Takes one line for people: broken metric lines, actions that failed. */
  readonly log: (line: string) => void;
  /**
   * Tells an SNS topic. It is called in the order of the changes; a rejection or a throw is logged and kept in the
   * alarm's history, as in CloudWatch, and not tried again.
   */
  readonly publish: (topicArn: string, subject: string, message: string) => void | Promise<void>;
  /**
   * Why an alarm could not publish to a topic, so that it is refused at start and not found out at night; undefined when
   * it could. Without this option every topic is taken.
   */
  readonly refusal?: (topicArn: string) => string | undefined;
}

export interface AlarmSummary {
  readonly name: string;
  readonly kind: 'MetricAlarm' | 'CompositeAlarm';
  readonly description: string | undefined;
  readonly state: AlarmState;
  readonly reason: string;
  /** When it entered the state, in milliseconds since the epoch. */
  readonly since: number;
}

export interface CloudWatch extends AwsService {
  /**
   * Takes one line of a function's standard output. True if it was a document of embedded metrics (its metrics are
   * stored), false if it is an ordinary log line. What is wrong with a document goes to `log` and is counted in
   * AWS/Logs EMFValidationErrors or EMFParsingErrors for the log group; sound directives beside it are kept.
   */
  ingestLogLine(line: string, logGroup: string): boolean;
  /**
   * Stores one value of a metric the platform itself measures (AWS/Lambda Errors, AWS/SQS…), of the present if `at`
   * (milliseconds) is not given. Throws on what PutMetricData would refuse, except namespaces that begin with AWS/.
   */
  putMetric(
    namespace: string,
    name: string,
    dimensions: Readonly<Record<string, string>>,
    value: number,
    unit?: string,
    at?: number,
  ): void;
  /**
   * Makes the alarms of the template the alarms that run: new ones begin in INSUFFICIENT_DATA, known ones keep their
   * state over restarts, others are deleted. Dashboards among them are checked and not kept. Throws one Error naming every property, statistic, expression, topic or
   * alarm that could not be honoured; then nothing has changed. Topics must be there before, if `refusal` asks for them.
   */
  createAlarms(resources: readonly AlarmResource[]): void;
  /**
   * Evaluates what is due, at the clock's time unless `now` (milliseconds) is given. Call it every ten seconds or so:
   * alarms are looked at once a minute (high-resolution ones every ten seconds), suppression periods each time.
   */
  evaluate(now?: number): void;
  alarmStates(): readonly AlarmSummary[];
  /** Resolves when the actions under way have been taken. */
  settled(): Promise<void>;
}

const SWEEP_INTERVAL_MS = 3_600_000;

/** Opens the local CloudWatch over a folder; `createAlarms` must be called for alarms to run. */
export const createCloudWatch = (options: CloudWatchOptions): CloudWatch => {
  const { directory, region, accountId, clock, log, publish } = options;
  const database = openDatabase(join(directory, 'cloudwatch.sqlite'), SCHEMA);
  const store = createMetricStore(database);
  const sweep = createSweeper(database);
  const refusal = options.refusal ?? (() => undefined);
  const engine = createAlarmEngine({ database, store, account: { region, accountId, refusal }, publish, log });
  let sweptAt = Number.NEGATIVE_INFINITY;

  const operations: Readonly<Record<string, (body: Json) => Json>> = {
    PutMetricData: (body) => putMetricData(store, body, clock()),
    GetMetricData: (body) => getMetricData(store, body),
    GetMetricStatistics: (body) => getMetricStatistics(store, body),
    ListMetrics: (body) => listMetrics(store, body, clock()),
    DescribeAlarms: (body) => describeAlarms(engine, body),
    DescribeAlarmsForMetric: (body) => describeAlarmsForMetric(engine, body),
    DescribeAlarmHistory: (body) => describeAlarmHistory(engine, body),
    SetAlarmState: (body) => setAlarmState(engine, body, clock()),
  };

  const protocol: JsonProtocol = {
    ...PROTOCOL,
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [name, (input) => ({ output: operation(input) })]),
    ),
  };

  const putMetric: CloudWatch['putMetric'] = (namespace, name, dimensions, value, unit = 'None', at = clock()) => {
    const head = { metric: { namespace, name, dimensions }, unit, at, resolution: 60 } as const;
    const datum = datumOfValues(head, [value]);
    const [problem] = datumProblems(datum, clock());
    if (problem !== undefined) throw new Error(`cannot store ${namespace} ${name}: ${problem}`);
    store.put([datum]);
  };

  const ingestLogLine: CloudWatch['ingestLogLine'] = (line, logGroup) => {
    const reading = readEmf(line, clock());
    if (reading.kind === 'other') return false;
    const dimensions = { LogGroupName: logGroup };
    if (reading.kind === 'unparsable') {
      log(`${logGroup}: a line with embedded metrics is not JSON, so its metrics are lost`);
      putMetric('AWS/Logs', 'EMFParsingErrors', dimensions, 1);
      return false;
    }
    store.put(reading.data);
    for (const problem of reading.problems) log(`${logGroup}: embedded metrics were left out: ${problem}`);
    if (reading.problems.length > 0) putMetric('AWS/Logs', 'EMFValidationErrors', dimensions, reading.problems.length);
    return true;
  };

  return {
    signingName: 'monitoring',
    handle: (request) => answerJson(protocol, decompressed(request)),
    close: async () => {
      await engine.settled();
      database.close();
    },
    ingestLogLine,
    putMetric,
    createAlarms: (resources) => engine.create(resources, clock()),
    evaluate: (now = clock()) => {
      if (now - sweptAt >= SWEEP_INTERVAL_MS) {
        sweep(now);
        sweptAt = now;
      }
      engine.evaluate(now);
    },
    alarmStates: () =>
      engine.alarms().map(({ name, kind, description }) => {
        const { state, reason, updatedAt } = engine.records.get(name);
        return { name, kind, description, state, reason, since: updatedAt };
      }),
    settled: engine.settled,
  };
};
