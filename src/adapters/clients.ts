/** The AWS clients of a function: one of each, with time-outs that leave room for a retry within the function's own. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ComprehendClient } from '@aws-sdk/client-comprehend';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';

/** Milliseconds until a request counts as stuck: within a region an answer takes tens of them. */
const REQUEST_TIMEOUT_MS = 5000;

/**
 * A first try and two more: a new connection is quicker than waiting for one that is stuck. Without `throwOnRequestTimeout` the SDK
 * only warns of such a request, and waits on.
 */
const COMMON = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
} as const;

export const createDynamoDbClient = (): DynamoDBClient => new DynamoDBClient(COMMON);
export const createS3Client = (): S3Client => new S3Client(COMMON);
export const createSecretsManagerClient = (): SecretsManagerClient => new SecretsManagerClient(COMMON);
export const createCloudWatchClient = (): CloudWatchClient => new CloudWatchClient(COMMON);
export const createSqsClient = (): SQSClient => new SQSClient(COMMON);
export const createComprehendClient = (): ComprehendClient => new ComprehendClient(COMMON);
