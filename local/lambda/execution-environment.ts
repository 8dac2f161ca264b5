/** One execution environment: a child process that has loaded one function and runs one invocation at a time. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CLOCK_OFFSET_VARIABLE, type EnvironmentMessage, type FunctionError, type InvokeMessage } from './messages.ts';
import { readLines } from './output-lines.ts';
import type { FunctionSettings } from './settings.ts';

export interface Outcome {
  /** JSON text of what the handler returned; undefined when it failed. */
  readonly payload?: string;
  readonly error?: FunctionError;
  readonly memoryBytes?: number;
  /** Milliseconds of loading, on the first invocation only. */
  readonly initMs?: number;
  readonly durationMs: number;
  /** Processor time of it, where it came to a result. */
  readonly processorMs?: number;
}

export interface ExecutionEnvironment {
  /** Runs one invocation; never rejects. The environment is unusable afterwards when `isAlive()` says so. */
  readonly run: (message: Omit<InvokeMessage, 'deadline' | 'clockOffsetMs'>) => Promise<Outcome>;
  readonly isAlive: () => boolean;
  readonly kill: () => void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
}

const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.ts', import.meta.url));

/** Lambda gives loading ten seconds before it counts against the function's timeout. */
const INIT_LIMIT_MS = 10_000;

const exitError = (requestId: string, reason: string): FunctionError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${reason}`,
});

const timedOut = (requestId: string, timeoutMs: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
});

/**
 * Starts a child process. It is in the runner's process group, so it dies with `kill -9 -<group>`, and it exits by itself
 * when the channel to the runner breaks.
 * @param onLine every line the function writes, and nothing else
 * @param clock the runner's; one that is not the machine's becomes the function's as well, and is what durations are told by
 */
export const startEnvironment = (
  settings: FunctionSettings,
  variables: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
  clock: () => number = Date.now,
): ExecutionEnvironment => {
  const isMoved = clock !== Date.now;
  const offset = (): number => (isMoved ? clock() - Date.now() : 0);
  const startedAt = performance.now();
  const child: ChildProcess = fork(BOOTSTRAP, [], {
    cwd: settings.folder,
    env: { ...variables, ...(isMoved ? { [CLOCK_OFFSET_VARIABLE]: String(offset()) } : {}) } as NodeJS.ProcessEnv,
    // V8's heap is most of a Node function's memory; buffers beyond it are not limited here.
    execArgv: [`--max-old-space-size=${settings.memoryMb}`],
    // Structured clone carries a 6 MB event in half the time that JSON in JSON takes, measured.
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const outputs = [child.stdout!, child.stderr!].map((stream) => readLines(stream, onLine));

  let alive = true;
  let running: { readonly requestId: string; readonly settle: (message: EnvironmentMessage) => void } | undefined;
  let ready: (outcome: { readonly error?: FunctionError }) => void;
  const loading = new Promise<{ readonly error?: FunctionError }>((resolve) => {
    ready = resolve;
  });
  let firstRun = true;

  const ended = new Promise<void>((resolve) => {
    // `close` comes after the last output line, `exit` may come before it.
    child.once('close', () => resolve());
  });
  const gone = (reason: string): void => {
    alive = false;
    ready({ error: exitError(running?.requestId ?? 'none', reason) });
    if (running !== undefined)
      running.settle({
        kind: 'error',
        requestId: running.requestId,
        error: exitError(running.requestId, reason),
        memoryBytes: 0,
      });
  };
  child.on('exit', (code, signal) => gone(signal === null ? `exit status ${code}` : `signal: ${signal}`));
  child.on('error', (error) => gone(error.message));
  child.on('message', (raw) => {
    const message = raw as EnvironmentMessage;
    if (message.kind === 'ready') ready({});
    else if (message.kind === 'init-failed') ready({ error: message.error });
    else if (message.requestId === running?.requestId) {
      if (message.kind === 'crashed') alive = false;
      running.settle(message);
    }
  });

  const kill = (): void => {
    alive = false;
    child.kill('SIGKILL');
  };

  /** The answer to one invocation, or an error after `limitMs`, which kills the process. */
  const answer = (message: InvokeMessage, limitMs: number): Promise<EnvironmentMessage> =>
    new Promise((resolve) => {
      const { requestId } = message;
      const timer = setTimeout(() => {
        kill();
        settle({ kind: 'error', requestId, error: timedOut(requestId, settings.timeoutMs), memoryBytes: 0 });
      }, limitMs);
      const settle = (result: EnvironmentMessage): void => {
        clearTimeout(timer);
        running = undefined;
        resolve(result);
      };
      running = { requestId, settle };
      child.send(message, (error) => {
        if (error !== null)
          settle({ kind: 'error', requestId, error: exitError(requestId, error.message), memoryBytes: 0 });
      });
    });

  const load = async (): Promise<{ readonly error?: FunctionError; readonly initMs?: number }> => {
    if (!firstRun) return {};
    firstRun = false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<{ readonly error: FunctionError }>((resolve) => {
      timer = setTimeout(() => {
        resolve({ error: timedOut('none', settings.timeoutMs) });
        kill();
      }, INIT_LIMIT_MS + settings.timeoutMs);
    });
    const loaded = await Promise.race([loading, late]);
    clearTimeout(timer);
    return { ...loaded, initMs: performance.now() - startedAt };
  };

  return {
    isAlive: () => alive,
    kill,
    ended,
    run: async (message) => {
      const { error, initMs } = await load();
      const init = initMs === undefined ? {} : { initMs };
      if (error !== undefined) {
        kill();
        return { error, ...init, durationMs: 0 };
      }
      const begunAt = performance.now();
      const clockOffsetMs = offset();
      const deadline = Date.now() + clockOffsetMs + settings.timeoutMs;
      const result = await answer({ ...message, deadline, clockOffsetMs }, settings.timeoutMs);
      // A test that turns the clock on meanwhile makes the function slow without waiting for it.
      const durationMs = performance.now() - begunAt + (offset() - clockOffsetMs);
      await Promise.all(outputs.map((output) => output.ended(message.requestId)));
      if (result.kind === 'result') {
        const { payload, memoryBytes, processorMs } = result;
        return { payload, memoryBytes, processorMs, ...init, durationMs };
      }
      if (result.kind === 'error' || result.kind === 'crashed')
        return { error: result.error, memoryBytes: result.memoryBytes, ...init, durationMs };
      throw new Error(`an environment answered an invocation with ${result.kind}`);
    },
  };
};
