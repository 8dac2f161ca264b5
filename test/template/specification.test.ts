/** Every resource of every stage against CloudFormation's own specification: unknown, missing and mistyped properties, dead references. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './specification.ts';
import { everything, synthesize, type Template } from './synthesis.ts';

for (const stage of ['prod', 'dev', 'local']) {
  test(`every resource of stage ${stage}, with everything switched on, is as CloudFormation specifies it`, () => {
    const { data, service } = synthesize({ stage, alarms: 'full' }, everything);

    assert.deepEqual([...problemsOf(data), ...problemsOf(service)], []);
  });
}

const planted = (properties: Record<string, unknown>): Template => ({
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue', Properties: properties },
    Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'f', Enabled: true } },
  },
});

test('problemsOf() finds an unknown property', () => {
  assert.deepEqual(problemsOf(planted({ Colour: 'red' })), ['Queue: unknown property Colour']);
});

test('problemsOf() finds a wrong type', () => {
  assert.deepEqual(problemsOf(planted({ VisibilityTimeout: 'soon' })), ['Queue.VisibilityTimeout: expected integer']);
});

test('problemsOf() finds a missing property', () => {
  const template: Template = { Resources: { Function: { Type: 'AWS::Lambda::Function', Properties: { Role: 'r' } } } };

  assert.deepEqual(problemsOf(template), ['Function: missing Code']);
});

test('problemsOf() finds a value outside its enumeration', () => {
  const template: Template = {
    Resources: {
      Function: { Type: 'AWS::Lambda::Function', Properties: { Code: {}, Role: 'r', PackageType: 'Tar' } },
    },
  };

  assert.match(problemsOf(template).join(), /Function\.PackageType: "Tar" is not one of/);
});

test('problemsOf() finds a reference to nothing and an attribute that is none', () => {
  const reference = problemsOf(planted({ QueueName: { Ref: 'Nobody' } }));
  const attribute = problemsOf(planted({ QueueName: { 'Fn::GetAtt': ['Queue', 'Colour'] } }));

  assert.deepEqual(reference, ['Queue.Properties.QueueName: Ref to Nobody, which does not exist']);
  assert.deepEqual(attribute, ['Queue.Properties.QueueName: AWS::SQS::Queue has no attribute Colour']);
});

test('problemsOf() finds a resource type that CloudFormation does not know', () => {
  assert.deepEqual(problemsOf({ Resources: { X: { Type: 'AWS::SQS::Kueue' } } }), ['X: unknown type AWS::SQS::Kueue']);
});
