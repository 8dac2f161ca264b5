/** The stand-in of Bedrock answers Converse and refuses the rest by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBedrock } from '../../../local/aws/bedrock/bedrock.ts';
import { bedrockNeeds } from '../../../local/gateway/needs/others.ts';

const request = (path: string, body: unknown) => ({
  method: 'POST',
  path,
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.from(JSON.stringify(body)),
});
const account = { accountId: '000000000000', region: 'eu-west-1', partitionKey: () => undefined };
const MODEL = '/model/amazon.nova-lite-v1%3A0/converse';

test('Converse answers the dimensions it is asked for, the same to the same, and counts tokens', async () => {
  const text =
    '<question-a1>\nWhere is my invoice?\n</question-a1>\n<answer-a1>\nYour invoice is there.\n</answer-a1>\n- relevance: ?';
  const ask = () => createBedrock().handle(request(MODEL, { messages: [{ role: 'user', content: [{ text }] }] }));

  const answer = JSON.parse(String((await ask()).body));

  const [score] = JSON.parse(answer.output.message.content[0].text).scores;
  assert.equal(score.dimension, 'relevance');
  assert.ok(score.score > 0.5);
  assert.equal(answer.usage.inputTokens, Math.ceil(text.length / 4));
  assert.equal(String((await ask()).body), JSON.stringify(answer));
});

test('Converse refuses by name what it does not know, and what is no request', async () => {
  const messages = [{ role: 'user', content: [{ text: 'Hello' }] }];
  const tools = await createBedrock().handle(request(MODEL, { messages, toolConfig: {} }));
  const none = await createBedrock().handle(request(MODEL, {}));

  assert.equal(tools.status, 501);
  assert.match(String(tools.body), /toolConfig/);
  assert.equal(none.status, 400);
});

test('Converse needs InvokeModel on the model, a profile on the profile, and other operations are refused by name', () => {
  const needs = (path: string) => bedrockNeeds(request(path, {}), account).needs;

  assert.deepEqual(needs(MODEL), [
    {
      action: 'bedrock:InvokeModel',
      resource: 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0',
    },
  ]);
  assert.match(
    needs('/model/eu.amazon.nova-lite-v1%3A0/converse')[0]!.resource,
    /000000000000:inference-profile\/eu\./,
  );
  assert.throws(() => needs('/model/x/invoke'), /bedrock:POST \/model\/x\/invoke is not implemented/);
});
