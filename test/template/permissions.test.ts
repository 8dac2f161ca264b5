/** Who may do what: every grant of the service stack, verb by verb. A new grant must be written here to pass. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Resource, synthesize, type Template } from './synthesis.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const { service } = synthesize();

/** What a role may do, as `verb resource`, the resources by names that people know. */
const grantsOf = (template: Template, roleId: string): readonly string[] =>
  policiesOf(template, roleId)
    .flatMap((policy) => (policy.Properties!['PolicyDocument'] as { Statement: readonly Statement[] }).Statement)
    .flatMap((statement) => {
      const effect = statement.Effect === 'Allow' ? '' : 'never ';
      const condition = statement.Condition === undefined ? '' : ` when ${JSON.stringify(statement.Condition)}`;
      return [statement.Action]
        .flat()
        .flatMap((action) =>
          [statement.Resource].flat().map((resource) => `${effect}${action} ${nameOf(resource)}${condition}`),
        );
    })
    .sort();

const policiesOf = (template: Template, roleId: string): readonly Resource[] =>
  Object.values(template.Resources).filter(
    ({ Type, Properties }) =>
      Type === 'AWS::IAM::Policy' && JSON.stringify(Properties!['Roles']).includes(`"Ref":"${roleId}"`),
  );

/** A reference as text: exports by what they export, attributes by the resource they belong to. */
const nameOf = (resource: unknown): string => {
  if (typeof resource === 'string') return resource;
  const [[intrinsic, value]] = Object.entries(resource as Record<string, unknown>) as [[string, unknown]];
  switch (intrinsic) {
    case 'Fn::Join':
      return (value as [string, unknown[]])[1].map(nameOf).join('');
    case 'Fn::ImportValue':
      return /(Calls|Archive|PseudonymKey)/.exec(String(value))![1]!;
    case 'Fn::GetAtt':
      return String((value as string[])[0]).replace(/[0-9A-F]{8}$/, '');
    case 'Ref':
      // A topic's reference is its ARN.
      return String(value).replace(/[0-9A-F]{8}$/, '');
    default:
      throw new Error(`a grant names its resource by ${intrinsic}`);
  }
};

const roleOf = (fragment: string): string => {
  const roles = Object.keys(service.Resources).filter(
    (id) => service.Resources[id]!.Type === 'AWS::IAM::Role' && id.startsWith(fragment),
  );
  assert.equal(roles.length, 1, `one role begins with ${fragment}`);
  return roles[0]!;
};

const ownLogs = (capability: string) => [
  `logs:CreateLogStream ${capability}FunctionLogs`,
  `logs:PutLogEvents ${capability}FunctionLogs`,
];

/** No function makes or revokes API keys. */
const neverKeys = (...verbs: readonly string[]) =>
  verbs.map(
    (verb) => `never dynamodb:${verb} Calls when {"ForAnyValue:StringLike":{"dynamodb:LeadingKeys":["KEY#*"]}}`,
  );

const GRANTS: Readonly<Record<string, readonly string[]>> = {
  IngestFunctionRole: [
    ...neverKeys('PutItem', 'BatchWriteItem'),
    'dynamodb:BatchWriteItem Calls',
    'dynamodb:GetItem Calls',
    'dynamodb:PutItem Calls',
    'dynamodb:Query Calls',
    ...ownLogs('Ingest'),
    's3:PutObject Archive/held/*',
    's3:PutObject Archive/payloads/*',
    'secretsmanager:GetSecretValue PseudonymKey',
  ],
  RedactionFunctionRole: [
    ...neverKeys('PutItem', 'BatchWriteItem', 'DeleteItem'),
    'comprehend:DetectPiiEntities *',
    'dynamodb:BatchWriteItem Calls',
    'dynamodb:DeleteItem Calls',
    'dynamodb:GetItem Calls',
    'dynamodb:PutItem Calls',
    'dynamodb:Query Calls',
    'dynamodb:Query Calls/index/by-time',
    ...ownLogs('Redaction'),
    's3:DeleteObject Archive/held/*',
    's3:GetObject Archive/held/*',
    's3:PutObject Archive/held/*',
    's3:DeleteObject Archive/payloads/*',
    's3:GetObject Archive/payloads/*',
    's3:PutObject Archive/payloads/*',
    's3:ListBucket Archive',
    'sqs:DeleteMessage RedactionJobsSteps',
    'sqs:GetQueueAttributes RedactionJobsSteps',
    'sqs:ReceiveMessage RedactionJobsSteps',
    'sqs:SendMessage RedactionJobsSteps',
    'sqs:SendMessage RedactionJobsDeadLetters',
    'secretsmanager:GetSecretValue PseudonymKey',
  ],
  RedactionJobsSchedulerRole: ['lambda:InvokeFunction RedactionFunction', 'sqs:SendMessage RedactionJobsDeadLetters'],
  FeedbackFunctionRole: [
    ...neverKeys('PutItem', 'BatchWriteItem'),
    'dynamodb:BatchWriteItem Calls',
    'dynamodb:GetItem Calls',
    'dynamodb:PutItem Calls',
    'dynamodb:Query Calls',
    ...ownLogs('Feedback'),
    's3:GetObject Archive/held/*',
    's3:PutObject Archive/payloads/*',
    'secretsmanager:GetSecretValue PseudonymKey',
  ],
  QueryFunctionRole: [
    'dynamodb:GetItem Calls',
    'dynamodb:PutItem Calls when {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["*#SUM#exposed"]},"Null":{"dynamodb:LeadingKeys":"false"}}',
    'dynamodb:Query Calls',
    'dynamodb:Query Calls/index/by-time',
    ...ownLogs('Query'),
    's3:GetObject Archive/payloads/*',
    's3:GetObject Archive/summaries/*',
    'secretsmanager:GetSecretValue PseudonymKey',
  ],
  SummariesFunctionRole: [
    ...neverKeys('PutItem', 'BatchWriteItem', 'DeleteItem'),
    'cloudwatch:PutMetricData * when {"StringEquals":{"cloudwatch:namespace":"Sightglass/prod"}}',
    'dynamodb:BatchWriteItem Calls',
    'dynamodb:DeleteItem Calls',
    'dynamodb:GetItem Calls',
    'dynamodb:PutItem Calls',
    'dynamodb:Query Calls',
    'dynamodb:Query Calls/index/by-time',
    ...ownLogs('Summaries'),
    's3:GetObject Archive/held/*',
    's3:PutObject Archive/payloads/*',
    's3:GetObject Archive/payloads/*',
    's3:GetObject Archive/summaries/*',
    's3:PutObject Archive/summaries/*',
    'sns:Publish SummariesReports',
    'sqs:SendMessage SummariesDeadLetters',
  ],
  SummariesSchedulerRole: ['lambda:InvokeFunction SummariesFunction', 'sqs:SendMessage SummariesDeadLetters'],
};

for (const [role, expected] of Object.entries(GRANTS)) {
  test(`${role} may do exactly what it is for`, () => {
    assert.deepEqual(grantsOf(service, roleOf(role)), [...expected].sort());
  });
}

test('no role exists beside those whose grants are pinned, and none has managed or inline policies', () => {
  const roles = Object.entries(service.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');

  assert.deepEqual(roles.map(([id]) => id).sort(), Object.keys(GRANTS).map(roleOf).sort());
  for (const [id, { Properties }] of roles) {
    assert.deepEqual([Properties!['ManagedPolicyArns'], Properties!['Policies']], [undefined, undefined], id);
  }
});

test('each role is assumed by one service, the scheduler only for schedules of this account', () => {
  const trusts = Object.keys(GRANTS).map((role) => {
    const document = service.Resources[roleOf(role)]!.Properties!['AssumeRolePolicyDocument'] as {
      Statement: readonly { Principal: { Service: string }; Condition?: unknown }[];
    };
    assert.equal(document.Statement.length, 1);
    return [role, document.Statement[0]!.Principal.Service, document.Statement[0]!.Condition !== undefined];
  });

  assert.deepEqual(
    trusts,
    Object.keys(GRANTS).map((role) =>
      role.endsWith('SchedulerRole') ? [role, 'scheduler.amazonaws.com', true] : [role, 'lambda.amazonaws.com', false],
    ),
  );
});

test('only the API of this stack may invoke the functions behind it, and nobody else from outside', () => {
  const permissions = Object.values(service.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Permission');

  // One for each of four functions, and one for the default route, whose ARN has a segment less.
  assert.equal(permissions.length, 5);
  for (const { Properties } of permissions) {
    assert.equal(Properties!['Principal'], 'apigateway.amazonaws.com');
    assert.match(JSON.stringify(Properties!['SourceArn']), /:execute-api:.*"Ref":"ApiCD79AAA0"/);
  }
});
