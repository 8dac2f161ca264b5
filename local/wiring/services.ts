/** Opens the AWS services over the data folder and creates the template's resources in them. */
import { type CloudWatch, createCloudWatch } from '../aws/cloudwatch/cloudwatch.ts';
import { createComprehend } from '../aws/comprehend/comprehend.ts';
import { createDynamoDb, type DynamoDb } from '../aws/dynamodb/dynamodb.ts';
import { createS3, type S3 } from '../aws/s3/s3.ts';
import { createSecretsManager, type SecretsManager } from '../aws/secretsmanager/secretsmanager.ts';
import type { AwsService } from '../aws/service.ts';
import type { Exits } from '../aws/sns/deliver.ts';
import { createSns, type Sns } from '../aws/sns/sns.ts';
import { createSqs, type Sqs } from '../aws/sqs/sqs.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import type { Refuse } from './refuse.ts';

export interface LocalServices {
  readonly dynamodb: DynamoDb;
  readonly s3: S3;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly cloudwatch: CloudWatch;
  readonly secretsmanager: SecretsManager;
  readonly comprehend: AwsService;
}

export interface ServicesOptions {
  readonly directory: string;
  readonly accountId: string;
  readonly region: string;
  readonly gatewayUrl: string;
  readonly clock: () => number;
  readonly log: (line: string) => void;
  readonly exits: Exits;
  /** Why CloudWatch may not publish to a topic, or undefined. */
  readonly publishRefusal: (topicArn: string) => string | undefined;
}

export const openServices = async (options: ServicesOptions): Promise<LocalServices> => {
  const { directory, accountId, region, clock, log } = options;
  const place = { directory, accountId, region, clock };
  const sns = createSns({ ...place, ...options.exits, log });
  const [dynamodb, s3, sqs, secretsmanager] = await Promise.all([
    createDynamoDb(place),
    createS3({ directory, accountId, clock }),
    createSqs({ ...place, endpoint: options.gatewayUrl }),
    createSecretsManager(place),
  ]);
  const cloudwatch = createCloudWatch({
    ...place,
    log,
    publish: (topicArn, subject, message) => sns.publish(topicArn, subject, message),
    refusal: (topicArn) => sns.refusal(topicArn) ?? options.publishRefusal(topicArn),
  });
  return { dynamodb, s3, sqs, sns, cloudwatch, secretsmanager, comprehend: createComprehend() };
};

/** A dead-letter queue must exist before the queue that names it. */
const deadLettersFirst = (a: Resource, b: Resource): number =>
  Number(a.properties['RedrivePolicy'] !== undefined) - Number(b.properties['RedrivePolicy'] !== undefined);

/** Creates what is missing and extends what exists; never drops anything. What a service does not honour is refused. */
export const createResources = (
  resources: readonly Resource[],
  { dynamodb, s3, sqs, sns, cloudwatch, secretsmanager }: LocalServices,
  refuse: Refuse,
): void => {
  const ofTypes = (...types: readonly string[]): readonly Resource[] =>
    resources.filter(({ type }) => types.includes(type));
  const createEach = (found: readonly Resource[], create: (resource: Resource) => { readonly arn: string }): void => {
    for (const resource of found)
      refuse.unless(resource, 'Properties', () => {
        const { arn } = create(resource);
        // Policies and environments already hold the name this resource was given; another one would be found nowhere.
        if (arn !== resource.arn) throw new Error(`was created as ${arn}, but is called ${resource.arn} elsewhere`);
      });
  };

  createEach(ofTypes('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'), ({ name, properties }) =>
    dynamodb.createTableFromTemplate(name, properties),
  );
  createEach(ofTypes('AWS::S3::Bucket'), ({ name, properties }) => s3.createBucketFromTemplate(name, properties));
  createEach([...ofTypes('AWS::SQS::Queue')].sort(deadLettersFirst), ({ name, properties }) =>
    sqs.createQueueFromTemplate(name, properties),
  );
  createEach(ofTypes('AWS::SecretsManager::Secret'), ({ name, properties, ref }) =>
    secretsmanager.createSecretFromTemplate(name, properties, ref),
  );
  const createAll = (found: readonly Resource[], create: () => void): void => {
    const [first] = found;
    if (first !== undefined) refuse.unless({ ...first, logicalId: `(${first.type} and others)` }, 'Properties', create);
  };
  const topics = ofTypes('AWS::SNS::Topic', 'AWS::SNS::Subscription', 'AWS::SNS::TopicPolicy');
  // SNS names a subscription by its ARN, which is what Ref gives.
  createAll(topics, () =>
    sns.createTopics(
      topics.map((topic) => (topic.type === 'AWS::SNS::Subscription' ? { ...topic, name: topic.ref } : topic)),
    ),
  );
  const alarms = ofTypes(
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::CompositeAlarm',
    'AWS::CloudWatch::Dashboard',
    'AWS::CloudWatch::AnomalyDetector',
  );
  createAll(alarms, () => cloudwatch.createAlarms(alarms));
};

/** Closes all of them, whatever happens to one. */
export const closeServices = async (services: LocalServices): Promise<void> => {
  await Promise.allSettled(Object.values(services).map((service) => service.close()));
};
