/** The few policies managed by AWS that a template may attach; any other is refused by name. */
import type { Statement } from './policy.ts';

const allow = (...actions: readonly string[]): readonly Statement[] => [
  {
    effect: 'Allow',
    actions,
    exceptActions: false,
    resources: ['*'],
    exceptResources: false,
    principals: [],
    conditions: [],
  },
];

/**
 * By the end of the ARN.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
 */
export const AWS_MANAGED_POLICIES: Readonly<Record<string, readonly Statement[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'),
  AWSXRayDaemonWriteAccess: allow(
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ),
};
