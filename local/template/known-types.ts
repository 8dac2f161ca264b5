/** Every resource type the runner runs. A type that is not here is refused by name. */
import type { ResourceType } from './resource-type.ts';
import { apiGatewayTypes } from './types/api-gateway.ts';
import { iamTypes } from './types/iam.ts';
import { lambdaTypes } from './types/lambda.ts';
import { schedulerTypes } from './types/scheduler.ts';
import { serviceTypes } from './types/services.ts';

export const KNOWN_TYPES: ReadonlyMap<string, ResourceType> = new Map(
  [lambdaTypes, apiGatewayTypes, iamTypes, schedulerTypes, serviceTypes].flatMap((types) => Object.entries(types)),
);
