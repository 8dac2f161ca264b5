/** The judge exists where a stage opts in, and may do what it is for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { synthesize } from './synthesis.ts';

const ofType = (type: string, choices: Parameters<typeof synthesize>[0] = {}) =>
  Object.entries(synthesize(choices).service.Resources).filter(([, { Type }]) => Type === type);

test('without a choice there is no judge: no function, no queue, no mapping, and summaries are told of none', () => {
  const { service } = synthesize();

  assert.doesNotMatch(JSON.stringify(service), /"Judge|bedrock:/);
  const summaries = Object.values(service.Resources).find(
    ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && /summaries/.test(String(Properties!['Description'])),
  );
  assert.match(JSON.stringify(summaries), /"JUDGE_QUEUE_URL":""/);
});

test('models that are chosen may be invoked, profiles with the model behind them, and no other', () => {
  const choices = {
    judgeModels: 'amazon.nova-lite-v1:0, eu.amazon.nova-micro-v1:0, jp.anthropic.claude-haiku-4-5-20251001-v1:0',
  };
  const policies = JSON.stringify(ofType('AWS::IAM::Policy', choices));

  const resources = [...policies.matchAll(/foundation-model\/[\w.:-]+|inference-profile\/[\w.:-]+/g)].map(
    ([one]) => one,
  );
  assert.deepEqual(resources.toSorted(), [
    'foundation-model/amazon.nova-lite-v1:0',
    'foundation-model/amazon.nova-micro-v1:0',
    'foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
    'inference-profile/eu.amazon.nova-micro-v1:0',
    'inference-profile/jp.anthropic.claude-haiku-4-5-20251001-v1:0',
  ]);
  assert.equal(ofType('AWS::Lambda::EventSourceMapping', choices).length, 2);
});
