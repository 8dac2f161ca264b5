/**
 * The lines that Lambda itself writes around an invocation, as text or JSON.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html
 */
import type { Outcome } from './execution-environment.ts';
import type { FunctionSettings } from './settings.ts';

type Settings = Pick<FunctionSettings, 'logFormat' | 'systemLogLevel' | 'memoryMb'>;

/** JSON platform lines are INFO; a higher SystemLogLevel leaves them out. Text has no levels. */
const isLogged = ({ logFormat, systemLogLevel }: Settings): boolean =>
  logFormat === 'Text' || systemLogLevel === 'INFO' || systemLogLevel === 'DEBUG';

export const startLines = (settings: Settings, requestId: string, time: string): readonly string[] => {
  if (!isLogged(settings)) return [];
  return settings.logFormat === 'Text'
    ? [`START RequestId: ${requestId} Version: $LATEST`]
    : [JSON.stringify({ time, type: 'platform.start', record: { requestId, version: '$LATEST' } })];
};

/** Bills are rounded up to the millisecond; since August 2025 loading is billed too. */
const billedMs = ({ durationMs, initMs = 0 }: Outcome): number => Math.ceil(durationMs + initMs);

export const reportLines = (
  settings: Settings,
  requestId: string,
  outcome: Outcome,
  time: string,
): readonly string[] => {
  if (!isLogged(settings)) return [];
  const maxMemoryUsedMb = Math.ceil((outcome.memoryBytes ?? 0) / 1024 / 1024);
  const { initMs, durationMs, error } = outcome;
  if (settings.logFormat === 'Text')
    return [
      ...(error === undefined || error.trace !== undefined ? [] : [error.errorMessage]),
      `END RequestId: ${requestId}`,
      `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${billedMs(outcome)} ms\t` +
        `Memory Size: ${settings.memoryMb} MB\tMax Memory Used: ${maxMemoryUsedMb} MB` +
        (initMs === undefined ? '' : `\tInit Duration: ${initMs.toFixed(2)} ms`),
    ];
  return [
    JSON.stringify({
      time,
      type: 'platform.report',
      record: {
        requestId,
        status: error === undefined ? 'success' : error.errorType === 'Sandbox.Timedout' ? 'timeout' : 'error',
        ...(error === undefined ? {} : { errorType: error.errorType }),
        metrics: {
          durationMs: Number(durationMs.toFixed(3)),
          billedDurationMs: billedMs(outcome),
          memorySizeMB: settings.memoryMb,
          maxMemoryUsedMB: maxMemoryUsedMb,
          ...(initMs === undefined ? {} : { initDurationMs: Number(initMs.toFixed(3)) }),
        },
      },
    }),
  ];
};
