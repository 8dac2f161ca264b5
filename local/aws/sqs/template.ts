/** Makes a queue's settings from the CloudFormation properties of AWS::SQS::Queue. */
import { AwsError } from '../aws-error.ts';
import { type Properties, readProperties } from '../template-properties.ts';
import { type QueueSettings, readSettings } from './settings.ts';

export interface QueueDefinition {
  readonly name: string;
  readonly settings: QueueSettings;
}

/**
 * @param name the queue's name unless the properties give one
 * @param properties with all intrinsics resolved
 * @throws Error naming whatever the local SQS does not honour, FIFO queues among it
 */
export const queueFromTemplate = (name: string, properties: Properties): QueueDefinition => {
  const where = `SQS queue ${name}`;
  const queue = readProperties(where, properties);
  const ownName = queue.read('QueueName') ?? name;
  if (typeof ownName !== 'string' || !/^[\w-]{1,80}$/.test(ownName)) {
    throw new Error(`${where}: a queue's name has 1 to 80 of a-z, A-Z, 0-9, _ and -; FIFO queues are not known here`);
  }
  const given = {
    VisibilityTimeout: queue.read('VisibilityTimeout'),
    MessageRetentionPeriod: queue.read('MessageRetentionPeriod'),
    DelaySeconds: queue.read('DelaySeconds'),
    ReceiveMessageWaitTimeSeconds: queue.read('ReceiveMessageWaitTimeSeconds'),
    MaximumMessageSize: queue.read('MaximumMessageSize'),
    RedrivePolicy: queue.read('RedrivePolicy'),
  };
  // Encryption at rest changes nothing here (the gateway checks who may use the key), nor do tags; who may use a queue as its dead-letter queue is decided by the one
  // template that makes them both.
  queue.ignore('SqsManagedSseEnabled', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'Tags', 'RedriveAllowPolicy');
  queue.finish();
  try {
    return { name: ownName, settings: readSettings(given) };
  } catch (error) {
    throw error instanceof AwsError ? new Error(`${where}: ${error.message}`) : error;
  }
};
