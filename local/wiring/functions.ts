/** Makes a pool for every function of the template. */
import type { CredentialStore } from '../gateway/credentials.ts';
import type { Authority } from '../iam/authority.ts';
import { createFunctionPool, type FinishedInvocation, type FunctionPool } from '../lambda/function-pool.ts';
import { processVariables, type Surroundings } from '../lambda/process-variables.ts';
import { functionSettings } from '../lambda/settings.ts';
import type { MetricSample } from '../metric-sample.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import type { Refuse } from './refuse.ts';
import { functionRoleProblems } from './role-checks.ts';

export interface FunctionsOptions extends Surroundings {
  readonly accountId: string;
  readonly authority: Authority;
  readonly credentials: CredentialStore;
  readonly maxProcesses: number;
  /** Concurrent invocations of the account; 1,000 unless given, what AWS gives before anyone asks for more. */
  readonly accountConcurrency: number | undefined;
  readonly clock: () => number;
  readonly onLog: (group: string, line: string) => void;
  readonly onMetric: (sample: MetricSample) => void;
  readonly onInvocation: ((finished: FinishedInvocation) => void) | undefined;
}

/** Concurrent invocations of an account, before anyone asks AWS for more. */
const ACCOUNT_CONCURRENCY = 1000;
/** Long enough that a pause in clicking does not cost a cold start, short enough to give the memory back. */
const IDLE_MS = 5 * 60_000;

/** Functions that cannot run are refused, each with its reason, and left out. */
export const makeFunctions = (
  resources: readonly Resource[],
  options: FunctionsOptions,
  refuse: Refuse,
): readonly FunctionPool[] =>
  resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .flatMap((resource) =>
      refuse.unless(resource, 'Properties', () => {
        const settings = functionSettings(resource);
        for (const problem of functionRoleProblems(settings, options.authority, options))
          refuse.add(resource, 'Properties.Role', problem);
        return createFunctionPool({
          settings,
          variables: processVariables(settings, options.credentials.issueForRole(settings.role), options),
          maxProcesses: options.maxProcesses,
          accountConcurrency: options.accountConcurrency ?? ACCOUNT_CONCURRENCY,
          idleMs: IDLE_MS,
          clock: options.clock,
          onLog: (line) => options.onLog(settings.logGroup, line),
          onMetric: options.onMetric,
          onInvocation: options.onInvocation,
        });
      }),
    );
