import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AssemblyRefused } from '../../../local/template/refusal.ts';
import { resolveTemplates } from './template.ts';

const queue = { Type: 'AWS::SQS::Queue' };

test('resolveAssembly() gives the same names to the same template every time', () => {
  const template = { Resources: { Jobs: queue, Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'x' } } } };

  const names = [resolveTemplates(template), resolveTemplates(template)].map(({ resources }) =>
    resources.map(({ name, ref, arn }) => [name, ref, arn]),
  );

  assert.deepEqual(names[0], names[1]);
});

test('resolveAssembly() shortens a name to what the service allows, and keeps different names different', () => {
  const long = 'L'.repeat(90);

  const { resources } = resolveTemplates({ Resources: { [`${long}A`]: queue, [`${long}B`]: queue } });

  const [a, b] = resources.map(({ name }) => name);
  assert.ok(a!.length <= 80);
  assert.notEqual(a, b);
});

test('resolveAssembly() reaches across stacks by export and by output', () => {
  const { outputs, refusals } = resolveTemplates(
    {
      Resources: { Jobs: queue },
      Outputs: { Url: { Value: { 'Fn::GetAtt': ['Jobs', 'Arn'] }, Export: { Name: 'jobs' } } },
    },
    {
      Outputs: {
        Imported: { Value: { 'Fn::ImportValue': 'jobs' } },
        Read: { Value: { 'Fn::GetStackOutput': { StackName: 'Stack', OutputName: 'Url' } } },
      },
    },
  );

  assert.deepEqual(refusals, []);
  assert.equal(outputs.get('Stack2.Imported'), 'arn:aws:sqs:eu-west-1:000000000000:Stack-Jobs');
  assert.equal(outputs.get('Stack2.Read'), outputs.get('Stack2.Imported'));
});

test('resolveAssembly() leaves out a resource whose condition does not hold', () => {
  const { resources, refusals } = resolveTemplates({
    Conditions: { Never: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } },
    Resources: { Jobs: { ...queue, Condition: 'Never' }, Unknown: { Type: 'Custom::Thing', Condition: 'Never' } },
  });

  assert.deepEqual(resources, []);
  assert.deepEqual(refusals, []);
});

test('resolveAssembly() names every offence at once, each with its place', () => {
  const { refusals } = resolveTemplates({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Machine: { Type: 'AWS::StepFunctions::StateMachine' },
      Fn: {
        Type: 'AWS::Lambda::Function',
        UpdatePolicy: {},
        Properties: {
          Runtime: 'python3.13',
          Layers: ['arn:aws:lambda:eu-west-1:1:layer:x:1'],
          Code: { ImageUri: 'x' },
          Novelty: true,
          Role: { 'Fn::GetAtt': ['Nowhere', 'Arn'] },
        },
      },
    },
  });

  assert.deepEqual(
    refusals.map(({ logicalId, property }) => `${logicalId} ${property}`),
    [
      '(template) Transform',
      'Machine Type',
      'Fn UpdatePolicy',
      'Fn Properties.Role',
      'Fn Properties.Runtime',
      'Fn Properties.Layers',
      'Fn Properties.Code.ImageUri',
      'Fn Properties.Novelty',
    ],
  );
  const { message } = new AssemblyRefused(refusals);
  for (const { logicalId, property } of refusals) assert.ok(message.includes(`Stack/${logicalId} ${property}`));
});

test('resolveAssembly() refuses resources that refer to each other in a circle', () => {
  const { refusals } = resolveTemplates({
    Resources: {
      A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'B' } } },
      B: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'A' } } },
    },
  });

  assert.match(refusals.map(({ reason }) => reason).join(), /refers to itself/);
});
