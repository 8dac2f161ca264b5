/** CloudWatch, Secrets Manager, Comprehend, Lambda and STS: which actions a request needs. */
import type { Need } from '../../iam/authority.ts';
import { jsonInput, type NeedReader, targetOperation, unknownOperation } from './need-reader.ts';

/** Operations that IAM cannot narrow to a resource, or whose resources nobody narrows: they are allowed on `*`. */
const CLOUDWATCH_ON_EVERYTHING: ReadonlySet<string> = new Set([
  'PutMetricData',
  'GetMetricData',
  'GetMetricStatistics',
  'ListMetrics',
  'DescribeAlarmsForMetric',
  'PutAnomalyDetector',
  'DescribeAnomalyDetectors',
  'ListDashboards',
]);

const CLOUDWATCH_ON_ALARMS: ReadonlySet<string> = new Set([
  'DescribeAlarms',
  'DescribeAlarmHistory',
  'SetAlarmState',
  'EnableAlarmActions',
  'DisableAlarmActions',
  'PutMetricAlarm',
  'PutCompositeAlarm',
  'DeleteAlarms',
]);

export const monitoringNeeds: NeedReader = (request, { region, accountId }) => {
  const operation = targetOperation(request);
  const input = jsonInput(request);
  const action = `cloudwatch:${operation}`;
  const answer = (needs: readonly Need[]) => ({ operation, resource: needs[0]?.resource ?? '*', needs });
  if (CLOUDWATCH_ON_EVERYTHING.has(operation)) {
    const namespace = input['Namespace'];
    return answer([
      {
        action,
        resource: '*',
        ...(operation === 'PutMetricData' && typeof namespace === 'string'
          ? { context: { 'cloudwatch:namespace': [namespace] } }
          : {}),
      },
    ]);
  }
  if (CLOUDWATCH_ON_ALARMS.has(operation)) {
    const names = [input['AlarmNames'], input['AlarmName']].flat().filter((name) => typeof name === 'string');
    const alarms = names.length === 0 ? ['*'] : names;
    return answer(
      alarms.map((name) => ({ action, resource: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}` })),
    );
  }
  if (operation === 'GetDashboard')
    return answer([
      { action, resource: `arn:aws:cloudwatch::${accountId}:dashboard/${String(input['DashboardName'])}` },
    ]);
  throw unknownOperation('cloudwatch', operation);
};

const SECRET_OPERATIONS: ReadonlySet<string> = new Set([
  'GetSecretValue',
  'DescribeSecret',
  'PutSecretValue',
  'UpdateSecret',
]);

/** @param secretArn the full ARN of a secret named by name, ARN, or ARN without its six random characters */
export const secretsNeeds =
  (secretArn: (id: string) => string): NeedReader =>
  (request) => {
    const operation = targetOperation(request);
    if (operation === 'ListSecrets')
      return { operation, resource: '*', needs: [{ action: 'secretsmanager:ListSecrets', resource: '*' }] };
    if (!SECRET_OPERATIONS.has(operation)) throw unknownOperation('secretsmanager', operation);
    const resource = secretArn(String(jsonInput(request)['SecretId'] ?? ''));
    return { operation, resource, needs: [{ action: `secretsmanager:${operation}`, resource }] };
  };

export const lambdaNeeds: NeedReader = (request, { region, accountId }) => {
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.path) ?? [];
  if (name === undefined || request.method !== 'POST')
    throw unknownOperation('lambda', `${request.method} ${request.path}`);
  const decoded = decodeURIComponent(name);
  const qualifier = request.query.get('Qualifier');
  const arn = decoded.startsWith('arn:') ? decoded : `arn:aws:lambda:${region}:${accountId}:function:${decoded}`;
  const resource = qualifier === null ? arn : `${arn}:${qualifier}`;
  return { operation: 'Invoke', resource, needs: [{ action: 'lambda:InvokeFunction', resource }] };
};

/** Detection has no resource that a policy could name. */
export const comprehendNeeds: NeedReader = (request) => {
  const operation = targetOperation(request);
  if (operation !== 'DetectPiiEntities') throw unknownOperation('comprehend', operation);
  return { operation, resource: '*', needs: [{ action: `comprehend:${operation}`, resource: '*' }] };
};

export const stsNeeds: NeedReader = (request) => {
  const operation = new URLSearchParams(request.body.toString('utf8')).get('Action') ?? '';
  if (operation !== 'GetCallerIdentity') throw unknownOperation('sts', operation);
  return { operation, resource: '*', needs: [] };
};

/** Converse asks for the permission to invoke the model; profiles (`eu.…`) belong to the account. */
export const bedrockNeeds: NeedReader = (request, { region, accountId }) => {
  const [, encoded, operation] = /^\/model\/([^/]+)\/([a-z-]+)$/.exec(request.path) ?? [];
  if (encoded === undefined || operation !== 'converse' || request.method !== 'POST')
    throw unknownOperation('bedrock', `${request.method} ${request.path}`);
  const model = decodeURIComponent(encoded);
  const resource = model.startsWith('arn:')
    ? model
    : /^(?:us|eu|apac|global|us-gov)\./.test(model)
      ? `arn:aws:bedrock:${region}:${accountId}:inference-profile/${model}`
      : `arn:aws:bedrock:${region}::foundation-model/${model}`;
  return { operation: 'Converse', resource, needs: [{ action: 'bedrock:InvokeModel', resource }] };
};
