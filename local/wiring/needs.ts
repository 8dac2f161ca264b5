/** Which permissions each service's requests need, by signing name. */
import { dynamodbNeeds } from '../gateway/needs/dynamodb.ts';
import { type KeyOf, withKeyNeeds } from '../gateway/needs/encrypted.ts';
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

export const gatewayNeeds = (resources: readonly Resource[], keyOf: KeyOf): Readonly<Record<string, NeedReader>> => ({
  dynamodb: withKeyNeeds(dynamodbNeeds, keyOf),
  s3: withKeyNeeds(s3Needs, keyOf),
  sqs: withKeyNeeds(sqsNeeds, keyOf),
  sns: withKeyNeeds(snsNeeds, keyOf),
  monitoring: monitoringNeeds,
  secretsmanager: withKeyNeeds(secretsNeeds(secretArns(resources)), keyOf),
  bedrock: bedrockNeeds,
  comprehend: comprehendNeeds,
  lambda: lambdaNeeds,
  sts: stsNeeds,
});
