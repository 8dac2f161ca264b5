/** SQS, as far as we use it, under the names that the AWS SDK has for it. */
import { commandOf, jsonClientOf } from './json-client.ts';

export const SQSClient = jsonClientOf({ host: 'sqs', version: '1.0', target: 'AmazonSQS' });
export const SendMessageCommand = commandOf('SendMessage');
export const SendMessageBatchCommand = commandOf('SendMessageBatch');
