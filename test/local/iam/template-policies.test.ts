import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAuthority } from '../../../local/iam/authority.ts';
import { templatePolicies } from '../../../local/iam/template-policies.ts';
import type { JsonObject } from '../../../local/template/json.ts';
import { resolveTemplates, WORLD } from '../template/template.ts';

const policiesOf = (resources: JsonObject) => {
  const { resources: resolved, refusals } = resolveTemplates({ Resources: resources });
  assert.deepEqual(refusals, []);
  return templatePolicies(resolved);
};

const trusting = (service: string): JsonObject => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
});

const role = (properties: JsonObject = {}): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'), ...properties },
});

const document = (action: string): JsonObject => ({ Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

const mayDo = (policies: ReturnType<typeof templatePolicies>, action: string): boolean =>
  createAuthority(policies, WORLD).decide(
    { kind: 'role', name: 'Stack-Role', arn: 'arn:aws:iam::000000000000:role/Stack-Role' },
    { action, resource: 'arn:aws:sqs:eu-west-1:000000000000:q' },
  ).allowed;

test('templatePolicies() gathers inline, attached, own managed and AWS managed policies of a role', () => {
  const policies = policiesOf({
    Role: role({
      Policies: [{ PolicyName: 'p', PolicyDocument: document('sqs:SendMessage') }],
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', { Ref: 'Managed' }],
    }),
    Attached: {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'a', PolicyDocument: document('sqs:ReceiveMessage'), Roles: [{ Ref: 'Role' }] },
    },
    Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('sqs:PurgeQueue') } },
  });

  assert.deepEqual(policies.refusals, []);
  for (const action of ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:PurgeQueue', 'logs:PutLogEvents'])
    assert.ok(mayDo(policies, action), action);
  assert.ok(!mayDo(policies, 'sqs:DeleteMessage'));
});

test('templatePolicies() refuses a managed policy it does not know, by name', () => {
  const { refusals } = policiesOf({
    Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
  });

  assert.match(refusals[0]!.reason, /AdministratorAccess/);
});

test('templatePolicies() ties bucket, queue and topic policies to the ARN behind their reference', () => {
  const policy = (property: string, reference: JsonObject | JsonObject[]): JsonObject => ({
    PolicyDocument: { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' }] },
    [property]: reference,
  });

  const { ofResource } = policiesOf({
    Bucket: { Type: 'AWS::S3::Bucket' },
    Queue: { Type: 'AWS::SQS::Queue' },
    Topic: { Type: 'AWS::SNS::Topic' },
    B: { Type: 'AWS::S3::BucketPolicy', Properties: policy('Bucket', { Ref: 'Bucket' }) },
    Q: { Type: 'AWS::SQS::QueuePolicy', Properties: policy('Queues', [{ Ref: 'Queue' }]) },
    T: { Type: 'AWS::SNS::TopicPolicy', Properties: policy('Topics', [{ Ref: 'Topic' }]) },
  });

  assert.deepEqual([...ofResource.keys()].sort(), [
    'arn:aws:s3:::stack-bucket',
    'arn:aws:sns:eu-west-1:000000000000:Stack-Topic',
    'arn:aws:sqs:eu-west-1:000000000000:Stack-Queue',
  ]);
});

test('a bucket policy also holds for the objects in the bucket', () => {
  const policies = policiesOf({
    Bucket: { Type: 'AWS::S3::Bucket' },
    B: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*', Principal: '*' }] },
      },
    },
  });

  const decision = createAuthority(policies, WORLD).decide(
    { kind: 'root' },
    { action: 's3:GetObject', resource: 'arn:aws:s3:::stack-bucket/a/b' },
  );

  assert.deepEqual(decision, { allowed: false, denial: 'explicit' });
});

test('a Lambda permission lets its service in for its source, and no other', () => {
  const policies = policiesOf({
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: 'arn:aws:lambda:eu-west-1:000000000000:function:f',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:abc/*/*/items/{id}',
      },
    },
  });
  const authority = createAuthority(policies, WORLD);
  const mayInvoke = (route: string): boolean =>
    authority.decide(
      {
        kind: 'service',
        service: 'apigateway.amazonaws.com',
        sourceArn: `arn:aws:execute-api:eu-west-1:000000000000:${route}`,
      },
      { action: 'lambda:InvokeFunction', resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f' },
    ).allowed;

  assert.ok(mayInvoke('abc/$default/GET/items/{id}'));
  assert.ok(!mayInvoke('abc/$default/GET/other'));
  assert.ok(!mayInvoke('other/$default/GET/items/{id}'));
});

test('mayAssume() follows the trust policy and its conditions', () => {
  const policies = policiesOf({
    Role: role({
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 'aws:SourceArn': 'arn:group' },
            },
          },
        ],
      },
    }),
  });
  const authority = createAuthority(policies, WORLD);
  const mayAssume = (service: string, sourceArn: string): boolean =>
    authority.mayAssume({ kind: 'service', service, sourceArn }, 'arn:aws:iam::000000000000:role/Stack-Role');

  assert.ok(mayAssume('scheduler.amazonaws.com', 'arn:group'));
  assert.ok(!mayAssume('scheduler.amazonaws.com', 'arn:other'));
  assert.ok(!mayAssume('lambda.amazonaws.com', 'arn:group'));
});
