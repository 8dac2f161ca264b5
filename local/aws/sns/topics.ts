/** Reads the topics and subscriptions of the template, refusing by name what the local SNS would not honour. */
import { readProperties } from '../template-properties.ts';

/** One SNS resource of the synthesized template, its intrinsics already resolved. */
export interface TopicResource {
  readonly logicalId: string;
  /** `AWS::SNS::Topic`, `AWS::SNS::Subscription` or `AWS::SNS::TopicPolicy` (which the gateway enforces). */
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** A topic's physical name, a subscription's ARN; made from the logical id if not given. */
  readonly name?: string;
}

export type Protocol = 'email' | 'email-json' | 'http' | 'https' | 'sqs' | 'lambda';

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  /** A mail address, a URL or an ARN. */
  readonly endpoint: string;
  /** Whether a queue gets the message itself instead of a notification around it. */
  readonly raw: boolean;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly displayName: string;
  readonly subscriptions: readonly Subscription[];
}

export interface Account {
  readonly region: string;
  readonly accountId: string;
}

/** What an endpoint must look like. SMS, mobile push and Firehose have nowhere to go on a laptop. */
const ENDPOINTS: Readonly<Record<Protocol, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+$/,
  'email-json': /^[^@\s]+@[^@\s]+$/,
  http: /^http:\/\//,
  https: /^https:\/\//,
  sqs: /^arn:[^:]*:sqs:/,
  lambda: /^arn:[^:]*:lambda:/,
};

const isProtocol = (value: unknown): value is Protocol => typeof value === 'string' && Object.hasOwn(ENDPOINTS, value);

const subscriptionOf = (where: string, source: unknown, topicArn: string, arn: string): Subscription => {
  const properties = readProperties(where, source);
  const protocol = properties.read('Protocol');
  const endpoint = properties.read('Endpoint');
  const raw = properties.read('RawMessageDelivery') === true;
  properties.read('TopicArn');
  // How often AWS tries a web endpoint again; nothing is posted to one from here.
  properties.ignore('DeliveryPolicy');
  properties.finish();
  if (!isProtocol(protocol))
    throw new Error(`${where}: the protocol ${String(protocol)} is not one of ${Object.keys(ENDPOINTS).join(', ')}`);
  if (typeof endpoint !== 'string' || !ENDPOINTS[protocol].test(endpoint))
    throw new Error(`${where}: Endpoint is not an endpoint for ${protocol}`);
  return { arn, topicArn, protocol, endpoint, raw };
};

const topicOf = (resource: TopicResource, { region, accountId }: Account): Topic => {
  const where = `${resource.type} ${resource.logicalId}`;
  const properties = readProperties(where, resource.properties);
  const name = properties.read('TopicName') ?? resource.name ?? resource.logicalId;
  const displayName = properties.read('DisplayName') ?? '';
  const inline = properties.read('Subscription') ?? [];
  // Encryption at rest (the gateway checks who may use the key), signatures, traces, delivery logs and tags leave no trace in what subscribers see here.
  properties.ignore('KmsMasterKeyId', 'SignatureVersion', 'TracingConfig', 'DeliveryStatusLogging', 'Tags');
  properties.finish();
  if (typeof name !== 'string' || !/^[A-Za-z0-9_-]{1,256}$/.test(name))
    throw new Error(`${where}: TopicName must be letters, digits, hyphens and underscores`);
  const arn = `arn:aws:sns:${region}:${accountId}:${name}`;
  const subscriptions = (Array.isArray(inline) ? inline : []).map((source, index) =>
    subscriptionOf(`${where}.Subscription[${index}]`, source, arn, `${arn}:${resource.logicalId}-${index}`),
  );
  return { arn, name, displayName: String(displayName), subscriptions };
};

const standaloneSubscription = (resource: TopicResource): Subscription => {
  const topicArn = String(resource.properties['TopicArn']);
  const arn = resource.name ?? `${topicArn}:${resource.logicalId}`;
  return subscriptionOf(`${resource.type} ${resource.logicalId}`, resource.properties, topicArn, arn);
};

/**
 * Reads the resources into topics with their subscriptions.
 *
 * @throws Error naming every resource and property that cannot be honoured
 */
export const readTopics = (resources: readonly TopicResource[], account: Account): readonly Topic[] => {
  const problems: string[] = [];
  const each = <T>(type: string, read: (resource: TopicResource) => T): readonly T[] =>
    resources
      .filter((resource) => resource.type === type)
      .flatMap((resource) => {
        try {
          return [read(resource)];
        } catch (error) {
          problems.push((error as Error).message);
          return [];
        }
      });
  const topics = each('AWS::SNS::Topic', (resource) => topicOf(resource, account));
  const subscriptions = each('AWS::SNS::Subscription', standaloneSubscription);
  const known = ['AWS::SNS::Topic', 'AWS::SNS::Subscription', 'AWS::SNS::TopicPolicy'];
  for (const { type, logicalId } of resources)
    if (!known.includes(type)) problems.push(`${logicalId}: the local SNS does not run ${type}`);
  for (const { arn, topicArn } of subscriptions)
    if (!topics.some((topic) => topic.arn === topicArn))
      problems.push(`${arn} subscribes to no topic of this template`);
  if (problems.length > 0)
    throw new Error(`the local SNS cannot run these:\n${problems.map((text) => `  ${text}`).join('\n')}`);
  return topics.map((topic) => ({
    ...topic,
    subscriptions: [...topic.subscriptions, ...subscriptions.filter(({ topicArn }) => topicArn === topic.arn)],
  }));
};
