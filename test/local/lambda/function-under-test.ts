/** A function made of a few lines of source, in a pool, with its logs and metrics in lists. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunctionPool, type FunctionPool, type Invocation } from '../../../local/lambda/function-pool.ts';
import { processVariables } from '../../../local/lambda/process-variables.ts';
import type { FunctionSettings } from '../../../local/lambda/settings.ts';
import type { MetricSample } from '../../../local/metric-sample.ts';

export interface FunctionUnderTest extends AsyncDisposable {
  readonly pool: FunctionPool;
  readonly invoke: (event: unknown) => Promise<Invocation>;
  readonly logs: string[];
  readonly metrics: MetricSample[];
  /** Sum of the values of a metric so far. */
  readonly sum: (metric: string) => number;
}

export interface UnderTestOptions {
  /** Body of index.mjs; must export `handler`. */
  readonly source: string;
  readonly settings?: Partial<FunctionSettings>;
  readonly maxProcesses?: number;
  readonly idleMs?: number;
  readonly clock?: () => number;
}

export const functionUnderTest = (options: UnderTestOptions): FunctionUnderTest => {
  const folder = mkdtempSync(join(tmpdir(), 'function-'));
  writeFileSync(join(folder, 'index.mjs'), options.source);
  const settings: FunctionSettings = {
    name: 'tested',
    arn: 'arn:aws:lambda:eu-west-1:000000000000:function:tested',
    folder,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeoutMs: 3_000,
    memoryMb: 128,
    environment: {},
    reservedConcurrency: undefined,
    role: { name: 'role', arn: 'arn:aws:iam::000000000000:role/role' },
    logGroup: '/aws/lambda/tested',
    logFormat: 'Text',
    applicationLogLevel: 'INFO',
    systemLogLevel: 'INFO',
    deadLetterArn: undefined,
    ...options.settings,
  };
  const logs: string[] = [];
  const metrics: MetricSample[] = [];
  const pool = createFunctionPool({
    settings,
    variables: processVariables(
      settings,
      { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' },
      { region: 'eu-west-1', gatewayUrl: 'http://127.0.0.1:1', compileCacheFolder: join(folder, 'cache') },
    ),
    maxProcesses: options.maxProcesses ?? 2,
    accountConcurrency: 1000,
    idleMs: options.idleMs ?? 60_000,
    clock: options.clock ?? Date.now,
    onLog: (line) => logs.push(line),
    onMetric: (sample) => metrics.push(sample),
  });
  return {
    pool,
    invoke: (event) => pool.invoke(JSON.stringify(event)),
    logs,
    metrics,
    sum: (metric) => metrics.filter(({ name }) => name === metric).reduce((sum, { value }) => sum + value, 0),
    [Symbol.asyncDispose]: async () => {
      await pool.stop(0);
      rmSync(folder, { recursive: true });
    },
  };
};

/** What a handler returned. */
export const returned = (invocation: Invocation): unknown => {
  if (invocation.kind !== 'ok') throw new Error(`the invocation ended as ${JSON.stringify(invocation)}`);
  return JSON.parse(invocation.payload);
};
