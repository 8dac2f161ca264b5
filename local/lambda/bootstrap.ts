/** Runs inside an execution environment: loads the handler once, then serves one invocation at a time. */
import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import {
  CLOCK_OFFSET_VARIABLE,
  type EnvironmentMessage,
  endMarker,
  type FunctionError,
  type InvokeMessage,
} from './messages.ts';
import { installShiftedDate } from './shifted-date.ts';

type Handler = (event: unknown, context: object) => unknown;

const environment = process.env;
const send = process.send!.bind(process) as (message: EnvironmentMessage, done?: () => void) => void;
// The channel and the cache are the runner's; a handler must not find them, as it would not in AWS.
delete process.send;
delete environment['NODE_COMPILE_CACHE'];
// Set where the runner's clock was injected: then the function lives by it.
const initialOffset = environment[CLOCK_OFFSET_VARIABLE];
delete environment[CLOCK_OFFSET_VARIABLE];
const shifted = initialOffset === undefined ? undefined : installShiftedDate(Number(initialOffset));

let current: InvokeMessage | undefined;

const describe = (thrown: unknown): FunctionError =>
  thrown instanceof Error
    ? { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') }
    : { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };

// ---- console, as Lambda's Node runtime writes it: with time, request id and level; plain stdout stays as it is.

const LEVELS = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;
const ORDER = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const isJson = environment['AWS_LAMBDA_LOG_FORMAT'] === 'JSON';
const lowest = isJson ? ORDER.indexOf(environment['AWS_LAMBDA_LOG_LEVEL'] ?? 'INFO') : 0;

const jsonLine = (level: string, parts: readonly unknown[]): string => {
  const head = { timestamp: new Date().toISOString(), level, requestId: current?.requestId };
  const [only] = parts;
  const error = parts.find((part) => part instanceof Error);
  if (parts.length === 1 && error === undefined) {
    try {
      return JSON.stringify({ ...head, message: only });
    } catch {
      // A circular object: written as text below.
    }
  }
  return JSON.stringify({
    ...head,
    message: format(...parts),
    ...(error === undefined
      ? {}
      : { errorType: error.name, errorMessage: error.message, stackTrace: (error.stack ?? '').split('\n') }),
  });
};

const write = (level: string, parts: readonly unknown[]): void => {
  if (ORDER.indexOf(level) < lowest) return;
  const line = isJson
    ? jsonLine(level, parts)
    : // A carriage return keeps the lines of one message together; the runner's log splits on line feeds as AWS does.
      `${new Date().toISOString()}\t${current?.requestId ?? 'undefined'}\t${level}\t${format(...parts).replaceAll('\n', '\r')}`;
  process.stdout.write(`${line}\n`);
};
for (const [method, level] of Object.entries(LEVELS))
  (console as unknown as Record<string, unknown>)[method] = (...parts: readonly unknown[]) => write(level, parts);

// ---- loading

const load = async (): Promise<Handler> => {
  const root = environment['LAMBDA_TASK_ROOT']!;
  const [, file = '', name = ''] = /^(.*?)\.([^./]*)$/.exec(environment['_HANDLER']!) ?? [];
  const path = ['.mjs', '.js', '.cjs'].map((extension) => join(root, file + extension)).find(existsSync);
  if (path === undefined)
    throw Object.assign(new Error(`Cannot find module '${file}'`), { name: 'Runtime.ImportModuleError' });
  const loaded = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const handler = loaded[name] ?? (loaded['default'] as Record<string, unknown> | undefined)?.[name];
  if (typeof handler !== 'function')
    throw Object.assign(new Error(`${environment['_HANDLER']} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  if (handler.length >= 3)
    throw Object.assign(new Error('handlers with a callback are not supported from Node 24 on'), {
      name: 'Runtime.CallbackHandlerDeprecated',
    });
  return handler as Handler;
};

// ---- serving

const contextOf = ({ requestId, deadline, functionArn }: InvokeMessage): object => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: environment['AWS_LAMBDA_FUNCTION_NAME'],
  functionVersion: environment['AWS_LAMBDA_FUNCTION_VERSION'],
  memoryLimitInMB: environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
  logGroupName: environment['AWS_LAMBDA_LOG_GROUP_NAME'],
  logStreamName: environment['AWS_LAMBDA_LOG_STREAM_NAME'],
  invokedFunctionArn: functionArn,
  awsRequestId: requestId,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const memoryBytes = (): number => process.memoryUsage.rss();

const processorMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** Tells the runner that every line of this invocation has been written. */
const markEnd = (requestId: string): void => {
  const marker = `${endMarker(requestId)}\n`;
  process.stdout.write(marker);
  process.stderr.write(marker);
};

const fail = (error: FunctionError, exitCode: number): void => {
  process.stderr.write(`${JSON.stringify({ level: 'FATAL', ...error })}\n`);
  if (current === undefined) process.exit(exitCode);
  const { requestId } = current;
  markEnd(requestId);
  send({ kind: 'crashed', requestId, error, memoryBytes: memoryBytes() }, () => process.exit(exitCode));
};

const serve = async (handler: Handler, message: InvokeMessage): Promise<void> => {
  const { requestId } = message;
  const before = process.cpuUsage();
  let answer: EnvironmentMessage;
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    answer = {
      kind: 'result',
      requestId,
      payload: JSON.stringify(result === undefined ? null : result) ?? 'null',
      memoryBytes: memoryBytes(),
      processorMs: processorMs(before),
    };
  } catch (thrown) {
    const error = describe(thrown);
    write('ERROR', ['Invoke Error', JSON.stringify(error)]);
    answer = { kind: 'error', requestId, error, memoryBytes: memoryBytes() };
  }
  current = undefined;
  markEnd(requestId);
  send(answer);
};

// Ctrl-C reaches the whole process group; the runner lets invocations finish and then ends this process itself.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('uncaughtException', (thrown) => fail(describe(thrown), 129));
process.on('unhandledRejection', (reason) =>
  fail({ ...describe(reason), errorType: 'Runtime.UnhandledPromiseRejection' }, 128),
);
// The runner is gone, by kill -9 for instance: nothing can be answered any more.
process.on('disconnect', () => process.exit(0));

load().then(
  (handler) => {
    process.on('message', (message) => {
      current = message as InvokeMessage;
      shifted?.shiftTo(current.clockOffsetMs);
      void serve(handler, current);
    });
    send({ kind: 'ready' });
    // Now, because the process usually ends by being killed: the next cold start finds the code compiled.
    flushCompileCache();
  },
  (thrown) => {
    const error = describe(thrown);
    process.stderr.write(`${JSON.stringify({ level: 'FATAL', ...error })}\n`);
    send({ kind: 'init-failed', error }, () => process.exit(1));
  },
);
