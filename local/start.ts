/** Runs a synthesized CDK app on this machine: `startLocal` brings up everything its templates describe. */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { ApiAnswer } from './api/answer.ts';
import { SERVICE_UNAVAILABLE } from './api/answer.ts';
import type { ApiRequest } from './api/event.ts';
import { createApiServer } from './api/http-server.ts';
import type { AwsRequest, AwsResponse } from './aws/service.ts';
import { takeDataFolder } from './data-folder.ts';
import type { Credentials } from './gateway/credentials.ts';
import { createGatewayServer } from './gateway/http-server.ts';
import { ASYNC_EVENTS_SCHEMA } from './lambda/async-events.ts';
import type { Invocation } from './lambda/function-pool.ts';
import { close, listen } from './listen.ts';
import { type LogFiles, openLogFiles } from './log-files.ts';
import type { Observers } from './observers.ts';
import { readAssembly } from './template/assembly.ts';
import { resolveAssembly } from './template/resolve-assembly.ts';
import { SCHEDULER_SCHEMA } from './triggers/scheduler.ts';
import { bringUp } from './wiring/bring-up.ts';
import { placeOf } from './wiring/place.ts';
import { type ResourceNames, resourceNames } from './wiring/resource-names.ts';
import type { LocalServices } from './wiring/services.ts';

export interface LocalOptions {
  /** The cloud assembly: the folder that `cdk synth` writes. */
  readonly assembly: string;
  /** Where everything that must survive a restart is kept; made if it is not there. */
  readonly data: string;
  /** Port of the HTTP API; 0 for any free one. */
  readonly port: number;
  /** Port of the AWS endpoint; any free one unless given. */
  readonly gatewayPort?: number;
  /** Takes one line for people per step and per thing worth knowing. */
  readonly log: (line: string) => void;
  /** Time for services, schedules, alarms and within functions; what signs requests may go by it or by the machine's clock. */
  readonly clock?: () => number;
  readonly observers?: Observers;
  /** Processes per function at most; two per core unless given. Invocations beyond it wait. */
  readonly maxProcesses?: number;
  /** Concurrent invocations that the account allows, beyond which they are throttled: 1,000 unless given, 10 in new accounts. */
  readonly accountConcurrency?: number;
  /** Whether to start one environment of each function ahead of its first request, after everything else is up. */
  readonly prewarm?: boolean;
  /** A URL that gets every SNS notification by POST. */
  readonly webhook?: string;
}

export interface LocalService {
  /** Base URL of the HTTP API, without a trailing slash. */
  readonly url: string;
  /** What AWS_ENDPOINT_URL is for the functions. */
  readonly gatewayUrl: string;
  readonly accountId: string;
  readonly region: string;
  /** Keys of the account's root, for the operator's own tools. */
  readonly operator: Credentials;
  readonly resources: ResourceNames;
  readonly services: LocalServices;
  readonly logs: Pick<LogFiles, 'pathOf'>;
  /**
   * Runs a function once, as an operator would from the console.
   * @param name its name, ARN or construct path
   * @throws when there is no such function
   */
  readonly invoke: (name: string, event: unknown) => Promise<Invocation>;
  /** Runs everything that is due at the clock's time and waits for it. */
  readonly tick: () => Promise<void>;
  /** Lets work under way finish for a few seconds, then ends everything. May be called twice. */
  readonly stop: () => Promise<void>;
}

/** As much as functions need to finish what they are doing, and not more than a person waits after Ctrl-C. */
const GRACE_MS = 5_000;
/** A function mostly waits for its services, which share the cores with it; more processes only queue for them. */
const DEFAULT_PROCESSES = Math.min(8, 2 * availableParallelism());

const starting: AwsResponse = { status: 503, headers: { 'retry-after': '1' }, body: 'the local cloud is starting' };

/**
 * Starts the local run of a cloud assembly.
 * @throws {AssemblyRefused} naming everything in the templates that would run differently here than in AWS
 * @throws when the data folder or a port is in use, or the folder holds no assembly
 */
export const startLocal = async (options: LocalOptions): Promise<LocalService> => {
  const startedAt = performance.now();
  const { log, clock = Date.now, observers = {} } = options;
  const data = resolve(options.data);
  const step = (text: string): void => log(`${(performance.now() - startedAt).toFixed(0).padStart(5)} ms  ${text}`);
  await using closers = new AsyncDisposableStack();

  const stacks = readAssembly(resolve(options.assembly));
  const place = placeOf(stacks);
  step(`read ${stacks.length} stack(s) from ${options.assembly}`);

  const database = takeDataFolder(data, ASYNC_EVENTS_SCHEMA + SCHEDULER_SCHEMA);
  closers.defer(() => database.close());
  const logs = openLogFiles(join(data, 'logs'), clock);
  closers.defer(() => logs.close());

  let answer: (request: ApiRequest) => Promise<ApiAnswer> = () => Promise.resolve(SERVICE_UNAVAILABLE);
  let handle: (request: AwsRequest) => Promise<AwsResponse> = () => Promise.resolve(starting);
  const apiServer = createApiServer((request) => answer(request), clock, log);
  const gatewayServer = createGatewayServer((request) => handle(request));
  closers.defer(() => close(gatewayServer, 0));
  closers.defer(() => close(apiServer, 0));
  const port = await listen(apiServer, options.port, 'set PORT to another one');
  const url = `http://127.0.0.1:${port}`;
  const gatewayPort = await listen(gatewayServer, options.gatewayPort ?? 0, 'choose another gateway port');
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
  step(`listening: API on ${url}, AWS on ${gatewayUrl}`);

  const assembly = resolveAssembly(stacks, { ...place, apiUrl: url, gatewayUrl });
  step(`resolved ${assembly.resources.length} resources`);

  const running = await bringUp({
    ...place,
    assembly,
    data,
    database,
    logs,
    gatewayUrl,
    clock,
    log,
    step,
    observers,
    maxProcesses: options.maxProcesses ?? DEFAULT_PROCESSES,
    accountConcurrency: options.accountConcurrency,
    webhook: options.webhook,
    graceMs: GRACE_MS,
    defer: (work) => closers.defer(work),
  });
  answer = running.answer;
  handle = running.gateway.handle;
  // Last in, first out: no new requests come in while the rest is being stopped.
  closers.defer(() => close(apiServer, GRACE_MS));
  const resources = resourceNames(assembly.resources, assembly.outputs);
  step('ready');
  if (options.prewarm === true) for (const pool of running.functions.all) pool.warm();

  const owned = closers.move();
  let stopping: Promise<void> | undefined;
  return {
    ...place,
    url,
    gatewayUrl,
    operator: running.operator,
    resources,
    services: running.services,
    logs,
    invoke: async (name, event) => {
      const pool = running.functions.find(name) ?? running.functions.find(resources.find(name).name);
      if (pool === undefined) throw new Error(`there is no function ${name}`);
      return pool.invoke(JSON.stringify(event));
    },
    tick: running.tick,
    stop: () => {
      stopping ??= owned.disposeAsync();
      return stopping;
    },
  };
};
