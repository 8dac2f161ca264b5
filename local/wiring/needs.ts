/** Which permissions each service's requests need, by signing name. */
import { dynamodbNeeds } from '../gateway/needs/dynamodb.ts';
import { snsNeeds, sqsNeeds } from '../gateway/needs/messaging.ts';
import type { NeedReader } from '../gateway/needs/need-reader.ts';
import {
  bedrockNeeds,
  comprehendNeeds,
  lambdaNeeds,
  monitoringNeeds,
  secretsNeeds,
  stsNeeds,
} from '../gateway/needs/others.ts';
import { s3Needs } from '../gateway/needs/s3.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import { secretArns } from './account.ts';

export const gatewayNeeds = (resources: readonly Resource[]): Readonly<Record<string, NeedReader>> => ({
  dynamodb: dynamodbNeeds,
  s3: s3Needs,
  sqs: sqsNeeds,
  sns: snsNeeds,
  monitoring: monitoringNeeds,
  secretsmanager: secretsNeeds(secretArns(resources)),
  bedrock: bedrockNeeds,
  comprehend: comprehendNeeds,
  lambda: lambdaNeeds,
  sts: stsNeeds,
});
