/** The errors of SQS, by the names of the JSON protocol, and those that its older Query protocol gave them. */
import { AwsError } from '../aws-error.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
export const QUERY_ERROR_CODES: Readonly<Record<string, string>> = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
};

export const sqsError = (code: string, message: string): AwsError => new AwsError({ code, message });

export const invalidParameter = (message: string): AwsError => sqsError('InvalidParameterValueException', message);

/**
 * @param where the parameter's name
 * @throws AwsError InvalidParameterValueException unless the value is a whole number from `least` to `most`
 */
export const integerWithin = (where: string, value: unknown, least: number, most: number): number => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw invalidParameter(`${where} must be an integer from ${least} to ${most}, got ${JSON.stringify(value)}`);
};
