/** Reads the queue mappings of the template and starts polling. */
import type { Gateway } from '../gateway/gateway.ts';
import type { Authority } from '../iam/authority.ts';
import type { FunctionDirectory } from '../lambda/function-directory.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import { listAt, optionalNumber, optionalText, textAt } from '../template/json.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import { type QueueMapping, type QueueMappingSettings, startQueueMapping } from '../triggers/queue-mapping.ts';
import type { Refuse } from './refuse.ts';
import { mappingRoleProblems } from './role-checks.ts';

/** A mapping that has passed every check. */
export interface PlannedMapping {
  readonly settings: QueueMappingSettings;
  readonly pool: FunctionPool;
}

/** Lambda begins with five pollers and adds more; a laptop has no need to. */
const DEFAULT_CONCURRENCY = 5;
const DEFAULT_BATCH_SIZE = 10;
/** A queue's visibility timeout unless it sets one. */
const DEFAULT_VISIBILITY_SECONDS = 30;

/** The URL of a queue of the template, by ARN. */
export const queueUrls =
  (resources: readonly Resource[]) =>
  (arn: string): string =>
    resources.find((resource) => resource.type === 'AWS::SQS::Queue' && resource.arn === arn)?.ref ?? arn;

export const planMappings = (
  resources: readonly Resource[],
  functions: FunctionDirectory,
  authority: Authority,
  refuse: Refuse,
): readonly PlannedMapping[] =>
  resources
    .filter(
      ({ type, properties }) =>
        type === 'AWS::Lambda::EventSourceMapping' && (optionalText(properties, 'Enabled') ?? 'true') === 'true',
    )
    .flatMap((resource) =>
      refuse.unless(resource, 'Properties', () => {
        const { properties } = resource;
        const queueArn = textAt(properties, 'EventSourceArn');
        const queue = resources.find(({ type, arn }) => type === 'AWS::SQS::Queue' && arn === queueArn);
        if (queue === undefined) throw new Error(`EventSourceArn ${queueArn} is not a queue of this assembly`);
        const functionArn = textAt(properties, 'FunctionName');
        const pool = functions.find(functionArn);
        if (pool === undefined) throw new Error(`FunctionName ${functionArn} is not a function that runs here`);
        for (const problem of mappingRoleProblems(pool.settings, queueArn, authority))
          refuse.add(resource, 'Properties.FunctionName', problem);
        const visibilityMs =
          1000 * (optionalNumber(queue.properties, 'VisibilityTimeout') ?? DEFAULT_VISIBILITY_SECONDS);
        if (visibilityMs < pool.settings.timeoutMs)
          throw new Error(`the queue's visibility timeout must not be shorter than the function's timeout`);
        return {
          pool,
          settings: {
            queueArn,
            queueUrl: queue.ref,
            functionArn: functionArn.startsWith('arn:') ? functionArn : pool.settings.arn,
            batchSize: optionalNumber(properties, 'BatchSize') ?? DEFAULT_BATCH_SIZE,
            windowMs: 1000 * (optionalNumber(properties, 'MaximumBatchingWindowInSeconds') ?? 0),
            reportsItemFailures: listAt(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
            maxConcurrency: optionalNumber(properties, 'ScalingConfig.MaximumConcurrency') ?? DEFAULT_CONCURRENCY,
          },
        };
      }),
    );

export const startMappings = (
  planned: readonly PlannedMapping[],
  around: { readonly gateway: Gateway; readonly region: string; readonly log: (line: string) => void },
): readonly QueueMapping[] => planned.map((mapping) => startQueueMapping({ ...mapping, ...around }));
