/**
 * A queue's settings, under the names and within the limits of AWS.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
import type { JsonObject } from '../json-protocol.ts';
import { integerWithin, invalidParameter } from './sqs-error.ts';

export interface QueueSettings {
  /** Seconds a received message stays hidden. */
  readonly VisibilityTimeout: number;
  /** Seconds an unread message is kept. */
  readonly MessageRetentionPeriod: number;
  /** Seconds before a new message can be received. */
  readonly DelaySeconds: number;
  /** Seconds a receive waits for a message, unless it says itself. */
  readonly ReceiveMessageWaitTimeSeconds: number;
  /** Bytes of body and attributes. */
  readonly MaximumMessageSize: number;
  readonly RedrivePolicy?: RedrivePolicy;
}

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  /** How often a message may be received before it goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
}

/** 1 MiB, attributes included; a batch may have as much in all. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Least, most and default of each number. */
export const NUMBERS = {
  VisibilityTimeout: [0, 43_200, 30],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  DelaySeconds: [0, 900, 0],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  MaximumMessageSize: [1024, MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES],
} as const;

/** @throws AwsError InvalidParameterValueException */
export const readSettings = (given: JsonObject): QueueSettings => {
  const number = (name: keyof typeof NUMBERS): number => {
    const [least, most, standard] = NUMBERS[name];
    return integerWithin(name, given[name] ?? standard, least, most);
  };
  const redrive = given['RedrivePolicy'];
  return {
    VisibilityTimeout: number('VisibilityTimeout'),
    MessageRetentionPeriod: number('MessageRetentionPeriod'),
    DelaySeconds: number('DelaySeconds'),
    ReceiveMessageWaitTimeSeconds: number('ReceiveMessageWaitTimeSeconds'),
    MaximumMessageSize: number('MaximumMessageSize'),
    ...(redrive === undefined || redrive === '' ? {} : { RedrivePolicy: readRedrivePolicy(redrive) }),
  };
};

/** The API has it as JSON text, CloudFormation as an object. */
const readRedrivePolicy = (given: unknown): RedrivePolicy => {
  const { deadLetterTargetArn, maxReceiveCount, ...rest } = asObject(given);
  const unknown = Object.keys(rest);
  if (unknown.length > 0) throw invalidParameter(`RedrivePolicy has unknown ${unknown.join(', ')}`);
  if (typeof deadLetterTargetArn !== 'string') throw invalidParameter('RedrivePolicy needs deadLetterTargetArn');
  return { deadLetterTargetArn, maxReceiveCount: integerWithin('maxReceiveCount', maxReceiveCount, 1, 1000) };
};

const asObject = (given: unknown): JsonObject => {
  try {
    const value = typeof given === 'string' ? JSON.parse(given) : given;
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below, as for everything else that is no object.
  }
  throw invalidParameter('RedrivePolicy must be a JSON object');
};
