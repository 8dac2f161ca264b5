/** Numbers of `stages.ts` that AWS or our functions would refuse, found before anything is deployed. */
import type { FunctionName, StageSettings } from './stage-settings.ts';

/** Functions that answer requests; the others may take as long as Lambda lets them. */
const BEHIND_THE_API: readonly FunctionName[] = ['ingest', 'redaction', 'feedback', 'query'];

/**
 * Seconds after which an HTTP API answers 503 by itself; a function needs to be done before.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const API_TIMEOUT_SECONDS = 30;

interface Range {
  readonly from: number;
  readonly to: number;
  /** Whether fractions are allowed. */
  readonly parts?: boolean;
}

/**
 * Passes settings that can be deployed.
 * @throws Error naming the setting, what it is and what is allowed.
 */
export const checkSettings = (settings: StageSettings): void => {
  const { retention, throttling, functions, payloadSampleRate } = settings;
  const check = (name: string, value: number, { from, to, parts = false }: Range): void => {
    if (value >= from && value <= to && (parts || Number.isInteger(value))) return;
    const kind = parts ? 'a number' : 'a whole number';
    throw new Error(
      `${name} of stage ${settings.stage} must be ${kind} from ${from} to ${to}, got ${value}; check lib/stages.ts`,
    );
  };
  check('payloadSampleRate', payloadSampleRate, { from: 0, to: 1, parts: true });
  // What a project may choose for itself ends at ten years too.
  check('retention.interactionDays', retention.interactionDays, { from: 1, to: 3660 });
  // Reports outlive what they sum up.
  check('retention.summaryDays', retention.summaryDays, { from: retention.interactionDays, to: 3660 });
  check('retention.restoreDays', retention.restoreDays, { from: 1, to: 35 });
  check('throttling.requestsPerSecond', throttling.requestsPerSecond, { from: 1, to: throttling.burst });
  for (const [name, { memoryMb, timeoutSeconds }] of Object.entries(functions)) {
    const longest = BEHIND_THE_API.some((one) => one === name) ? API_TIMEOUT_SECONDS - 1 : 900;
    check(`functions.${name}.memoryMb`, memoryMb, { from: 128, to: 10_240 });
    check(`functions.${name}.timeoutSeconds`, timeoutSeconds, { from: 1, to: longest });
  }
};
