/** Puts the parts together: policies, services, gateway, functions, triggers. The order is that of their dependencies. */

import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { ApiAnswer } from '../api/answer.ts';
import { apiDefinitions } from '../api/api-definition.ts';
import type { ApiRequest } from '../api/event.ts';
import { createBedrock } from '../aws/bedrock/bedrock.ts';
import { type Credentials, createCredentials } from '../gateway/credentials.ts';
import { createGateway, type Gateway } from '../gateway/gateway.ts';
import { keyNeeds } from '../gateway/needs/encrypted.ts';
import { createAuthority } from '../iam/authority.ts';
import { templatePolicies } from '../iam/template-policies.ts';
import { type AsyncEvents, createAsyncEvents, DEFAULT_ASYNC_SETTINGS } from '../lambda/async-events.ts';
import { createDestinations, readInvokeConfig } from '../lambda/destinations.ts';
import { type FunctionDirectory, functionDirectory } from '../lambda/function-directory.ts';
import { createInvokeService } from '../lambda/invoke-service.ts';
import type { LogFiles } from '../log-files.ts';
import type { MetricSample } from '../metric-sample.ts';
import type { Observers } from '../observers.ts';
import { AssemblyRefused } from '../template/refusal.ts';
import type { ResolvedAssembly } from '../template/resolve-assembly.ts';
import { accountOf } from './account.ts';
import { answerApi } from './apis.ts';
import { checkDeliveries, createDeliveries } from './deliveries.ts';
import { checkLogGroups, encryptionKeys } from './encryption.ts';
import { makeFunctions } from './functions.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createMetricBuffer } from './metric-buffer.ts';
import { gatewayNeeds } from './needs.ts';
import type { Place } from './place.ts';
import { createQueueMetrics } from './queue-metrics.ts';
import { planMappings, queueUrls, startMappings } from './queues.ts';
import { createRefuse } from './refuse.ts';
import { makeScheduler, readSchedules } from './schedules.ts';
import { closeServices, createResources, type LocalServices, openServices } from './services.ts';

export interface BringUpOptions extends Place {
  readonly assembly: ResolvedAssembly;
  readonly data: string;
  readonly database: DatabaseSync;
  readonly logs: LogFiles;
  readonly gatewayUrl: string;
  readonly clock: () => number;
  readonly log: (line: string) => void;
  readonly step: (text: string) => void;
  readonly observers: Observers;
  readonly maxProcesses: number;
  readonly accountConcurrency: number | undefined;
  readonly webhook: string | undefined;
  readonly graceMs: number;
  /** Registers what must be undone; last in, first out. */
  readonly defer: (undo: () => Promise<void> | void) => void;
}

export interface Running {
  readonly services: LocalServices;
  readonly gateway: Gateway;
  readonly functions: FunctionDirectory;
  readonly operator: Credentials;
  readonly answer: (request: ApiRequest) => Promise<ApiAnswer>;
  readonly tick: () => Promise<void>;
}

/** @throws {AssemblyRefused} after every part has had its say */
export const bringUp = async (options: BringUpOptions): Promise<Running> => {
  const { assembly, accountId, region, database, logs, clock, log, step, observers, defer, graceMs } = options;
  const { resources } = assembly;
  const refuse = createRefuse();
  refuse.addAll(assembly.refusals);

  const policies = templatePolicies(resources);
  refuse.addAll(policies.refusals);
  const authority = createAuthority(policies, { accountId, region });
  const queueUrl = queueUrls(resources);
  checkDeliveries(resources, authority, refuse);
  const keyOf = encryptionKeys(resources);
  checkLogGroups(resources, { keyOf, authority, refuse, region });

  let gateway: Gateway;
  let events: AsyncEvents;
  const services = await openServices({
    directory: join(options.data, 'aws'),
    accountId,
    region,
    gatewayUrl: options.gatewayUrl,
    clock,
    log,
    exits: {
      ...createDeliveries({ resources, gateway: () => gateway, events: () => events, queueUrl }),
      ...(options.webhook === undefined ? {} : { webhook: options.webhook }),
    },
    publishRefusal: (topicArn) => publishProblem(topicArn),
  });
  defer(() => closeServices(services));
  const publishProblem = (topicArn: string): string | undefined => {
    const alarm = `arn:aws:cloudwatch:${region}:${accountId}:alarm:any`;
    const cloudWatch = { kind: 'service', service: 'cloudwatch.amazonaws.com', sourceArn: alarm } as const;
    const publish = { action: 'sns:Publish', resource: topicArn };
    // A topic without a policy of its own lets its account's alarms publish.
    if (policies.ofResource.has(topicArn) && !authority.decide(cloudWatch, publish).allowed)
      return 'its policy does not let cloudwatch.amazonaws.com publish';
    const uses = keyNeeds(publish, keyOf, { accountId, region });
    return uses.every((need) => authority.decide(cloudWatch, need).allowed)
      ? undefined
      : 'the policy of the key that encrypts it does not let cloudwatch.amazonaws.com use it';
  };
  createResources(resources, services, refuse);
  step('data services have their tables, buckets, queues, topics and alarms');

  const metrics = createMetricBuffer(
    ({ namespace, name, dimensions, value, unit, timestamp }) =>
      services.cloudwatch.putMetric(namespace, name, dimensions, value, unit, timestamp),
    log,
  );
  defer(() => metrics.stop());
  const onMetric = (sample: MetricSample): void => {
    metrics.add(sample);
    observers.onMetric?.(sample);
  };
  const onLog = (group: string, line: string): void => {
    logs.append(group, line);
    services.cloudwatch.ingestLogLine(line, group);
    observers.onLog?.(group, line);
  };

  const credentials = createCredentials();
  const functions = functionDirectory(
    makeFunctions(
      resources,
      {
        accountId,
        region,
        authority,
        credentials,
        gatewayUrl: options.gatewayUrl,
        compileCacheFolder: join(options.data, 'compile-cache'),
        maxProcesses: options.maxProcesses,
        accountConcurrency: options.accountConcurrency,
        clock,
        onLog,
        onMetric,
        onInvocation: (finished) => {
          observers.onInvocation?.(finished);
          // Not the message: it may quote what a caller sent.
          if (finished.errorType !== undefined)
            log(`${finished.functionName} failed with ${finished.errorType}; request ${finished.requestId} in its log`);
        },
      },
      refuse,
    ),
  );
  const invokeConfigs = resources
    .filter(({ type }) => type === 'AWS::Lambda::EventInvokeConfig')
    .flatMap((resource) => refuse.unless(resource, 'Properties', () => readInvokeConfig(resource)));
  const mappings = planMappings(resources, functions, authority, refuse);
  const schedules = readSchedules(resources, functions, refuse);
  const { apis, refusals } = apiDefinitions(resources);
  refuse.addAll(refusals);
  const [api, secondApi] = apis;
  if (secondApi !== undefined)
    refuse.add(
      { stack: '(assembly)', logicalId: secondApi.name },
      'Type',
      'one HTTP API has one port; there are several',
    );
  if (refuse.all().length > 0) throw new AssemblyRefused(refuse.all());

  events = createAsyncEvents({
    database,
    functions,
    settingsOf: (functionArn) =>
      invokeConfigs.find(({ functionName }) => functions.find(functionName) === functions.find(functionArn)) ??
      DEFAULT_ASYNC_SETTINGS,
    onSettled: (event) => tellDestinations(event),
    clock,
    log,
  });
  const { dynamodb, s3, sqs, sns, cloudwatch, secretsmanager, comprehend } = services;
  gateway = createGateway({
    services: [
      dynamodb,
      s3,
      sqs,
      sns,
      cloudwatch,
      secretsmanager,
      comprehend,
      createBedrock(),
      createInvokeService(functions, events),
    ],
    needs: gatewayNeeds(resources, keyOf),
    credentials,
    authority,
    account: accountOf(resources, { accountId, region }),
    clock: Date.now,
    functionClock: clock,
    log,
    onCall: observers.onCall,
    intercept: (call) => {
      if (call.service === 'monitoring') metrics.flush();
      return observers.intercept?.(call);
    },
  });
  const tellDestinations = createDestinations({ gateway, functions, configs: invokeConfigs, queueUrl, log });
  defer(async () => {
    await Promise.all(functions.all.map((pool) => pool.stop(graceMs)));
  });
  step(`${functions.all.length} functions, as the template configures them`);

  const queueMappings = startMappings(mappings, { gateway, region, log });
  defer(async () => {
    await Promise.all(queueMappings.map((mapping) => mapping.stop(graceMs)));
  });
  const scheduler = makeScheduler(schedules, {
    database,
    gateway,
    authority,
    events,
    queueUrl,
    onMetric,
    accountId,
    region,
    clock,
    log,
  });
  const heartbeat = startHeartbeat({
    services,
    scheduler,
    events,
    publishQueueMetrics: createQueueMetrics(() => sqs.statistics(), onMetric),
    flushMetrics: metrics.flush,
    clock,
    log,
  });
  defer(() => heartbeat.stop());
  step(
    `${queueMappings.length} queue mapping(s), ${schedules.length} schedule(s), ${api?.routes.length ?? 0} route(s)`,
  );

  return {
    services,
    gateway,
    functions,
    operator: credentials.operator,
    answer: answerApi(api, {
      functions,
      authority,
      accountId,
      region,
      clock,
      log,
      onAccessLog: onLog,
      onMetric,
      onRequest: observers.onRequest,
    }),
    tick: heartbeat.tick,
  };
};
