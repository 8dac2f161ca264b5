/** One function and its execution environments: grows with demand, throttles at its concurrency, reaps what idles. */
import { randomUUID } from 'node:crypto';
import type { MetricSample } from '../metric-sample.ts';
import { type ExecutionEnvironment, type Outcome, startEnvironment } from './execution-environment.ts';
import type { FunctionError } from './messages.ts';
import { reportLines, startLines } from './platform-log.ts';
import type { FunctionSettings } from './settings.ts';

/** What came of a synchronous invocation. */
export type Invocation =
  | { readonly kind: 'ok'; readonly requestId: string; readonly payload: string }
  /** The handler threw, timed out or crashed; `payload` is the error as JSON text. */
  | { readonly kind: 'failed'; readonly requestId: string; readonly payload: string; readonly error: FunctionError }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'too-large'; readonly bytes: number };

/** One finished invocation, for a ledger of what it would cost. */
export interface FinishedInvocation {
  readonly functionName: string;
  readonly requestId: string;
  readonly durationMs: number;
  /** Processor time of it; undefined where it came to no result. */
  readonly processorMs: number | undefined;
  readonly initMs: number | undefined;
  readonly memoryMb: number;
  readonly memoryBytes: number | undefined;
  /** What the invocation failed with; undefined when it succeeded. */
  readonly errorType: string | undefined;
}

export interface PoolOptions {
  readonly settings: FunctionSettings;
  readonly variables: Readonly<Record<string, string>>;
  /** Processes at most; invocations beyond it wait, which AWS has no need to do. */
  readonly maxProcesses: number;
  /** Invocations in flight at most when the function reserves none: the account's limit. */
  readonly accountConcurrency: number;
  readonly idleMs: number;
  readonly clock: () => number;
  readonly onLog: (line: string) => void;
  readonly onMetric: (sample: MetricSample) => void;
  readonly onInvocation?: ((finished: FinishedInvocation) => void) | undefined;
}

export interface FunctionPool {
  readonly settings: FunctionSettings;
  /** Runs the function once with an event given as JSON text. Never rejects. */
  readonly invoke: (event: string, functionArn?: string) => Promise<Invocation>;
  /** Starts one environment ahead of the first invocation. */
  readonly warm: () => void;
  /** Lets running invocations finish for up to `graceMs`, then ends every process. */
  readonly stop: (graceMs: number) => Promise<void>;
}

/**
 * Lambda's limit on synchronous events and answers, in bytes: 6 MB, and 100 bytes more for answers.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
const MAX_ANSWER_BYTES = MAX_EVENT_BYTES + 100;

const tooLarge: FunctionError = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`,
};

export const createFunctionPool = (options: PoolOptions): FunctionPool => {
  const { settings, onLog, clock } = options;
  const idle: { readonly environment: ExecutionEnvironment; readonly since: number }[] = [];
  const all = new Set<ExecutionEnvironment>();
  const waiting: ((environment: ExecutionEnvironment) => void)[] = [];
  let inFlight = 0;
  let stopped = false;
  const limit = settings.reservedConcurrency ?? options.accountConcurrency;

  const metric = (name: string, value: number, unit: string): void =>
    options.onMetric({
      namespace: 'AWS/Lambda',
      name,
      value,
      unit,
      dimensions: { FunctionName: settings.name },
      timestamp: clock(),
    });

  const start = (): ExecutionEnvironment => {
    const environment = startEnvironment(settings, options.variables, onLog, clock);
    all.add(environment);
    void environment.ended.then(() => {
      all.delete(environment);
      // A waiting invocation must not wait for ever because the environment it hoped for has died.
      if (!stopped && waiting.length > 0 && all.size < options.maxProcesses) waiting.shift()?.(start());
    });
    return environment;
  };

  const take = (): ExecutionEnvironment | Promise<ExecutionEnvironment> => {
    // The most recently used first, so that the others become idle enough to be reaped.
    for (let entry = idle.pop(); entry !== undefined; entry = idle.pop())
      if (entry.environment.isAlive()) return entry.environment;
    if (all.size < options.maxProcesses) return start();
    return new Promise((resolve) => waiting.push(resolve));
  };

  const giveBack = (environment: ExecutionEnvironment): void => {
    if (!environment.isAlive()) return;
    const next = waiting.shift();
    if (next !== undefined) next(environment);
    else if (stopped) environment.kill();
    else idle.push({ environment, since: performance.now() });
  };

  const reaper = setInterval(
    () => {
      const before = performance.now() - options.idleMs;
      while (idle[0] !== undefined && idle[0].since < before) idle.shift()?.environment.kill();
    },
    Math.min(options.idleMs, 10_000),
  );
  reaper.unref();

  const report = (requestId: string, outcome: Outcome): void => {
    for (const line of reportLines(settings, requestId, outcome, new Date(clock()).toISOString())) onLog(line);
    metric('Invocations', 1, 'Count');
    metric('Errors', outcome.error === undefined ? 0 : 1, 'Count');
    metric('Duration', outcome.durationMs, 'Milliseconds');
    options.onInvocation?.({
      functionName: settings.name,
      requestId,
      durationMs: outcome.durationMs,
      processorMs: outcome.processorMs,
      initMs: outcome.initMs,
      memoryMb: settings.memoryMb,
      memoryBytes: outcome.memoryBytes,
      errorType: outcome.error?.errorType,
    });
  };

  const invoke = async (event: string, functionArn: string): Promise<Invocation> => {
    const requestId = randomUUID();
    const environment = await take();
    for (const line of startLines(settings, requestId, new Date(clock()).toISOString())) onLog(line);
    let outcome = await environment.run({ requestId, event, functionArn });
    if (outcome.payload !== undefined && Buffer.byteLength(outcome.payload) > MAX_ANSWER_BYTES) {
      const { payload: _dropped, ...rest } = outcome;
      outcome = { ...rest, error: tooLarge };
    }
    giveBack(environment);
    report(requestId, outcome);
    return outcome.error === undefined
      ? { kind: 'ok', requestId, payload: outcome.payload ?? 'null' }
      : { kind: 'failed', requestId, payload: JSON.stringify(outcome.error), error: outcome.error };
  };

  return {
    settings,
    invoke: async (event, functionArn = settings.arn) => {
      const bytes = Buffer.byteLength(event);
      if (bytes > MAX_EVENT_BYTES) return { kind: 'too-large', bytes };
      if (inFlight >= limit || stopped) {
        metric('Throttles', 1, 'Count');
        return { kind: 'throttled' };
      }
      inFlight += 1;
      metric('ConcurrentExecutions', inFlight, 'Count');
      try {
        return await invoke(event, functionArn);
      } finally {
        inFlight -= 1;
      }
    },
    warm: () => {
      if (all.size === 0 && options.maxProcesses > 0) idle.push({ environment: start(), since: performance.now() });
    },
    stop: async (graceMs) => {
      stopped = true;
      clearInterval(reaper);
      for (const { environment } of idle.splice(0)) environment.kill();
      const until = performance.now() + graceMs;
      while (inFlight > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      for (const environment of all) environment.kill();
      await Promise.all([...all].map(({ ended }) => ended));
    },
  };
};
