/** Token counts: whether cached tokens are within the input differs by dialect, and a bill hangs on it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanToWrite, spanOf } from '../requests.ts';

const CASES: readonly (readonly [name: string, span: SpanToWrite, usage: object, rule: string])[] = [
  [
    'OpenTelemetry counts inclusively',
    {
      attributes: {
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.cache_read.input_tokens': 80,
        'gen_ai.usage.cache_creation.input_tokens': 5,
        'gen_ai.usage.output_tokens': 9,
        'gen_ai.usage.reasoning.output_tokens': 4,
      },
    },
    { inputTokens: 100, cacheReadTokens: 80, cacheWriteTokens: 5, outputTokens: 9, reasoningTokens: 4 },
    'inclusive',
  ],
  [
    'the newer name of cache writes is the same count',
    { attributes: { 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.cache_write.input_tokens': 5 } },
    { inputTokens: 100, cacheWriteTokens: 5 },
    'inclusive',
  ],
  [
    'a total that leaves cached tokens no room proves exclusive counts (Bedrock through Strands)',
    {
      attributes: {
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.usage.cache_read_input_tokens': 80,
        'gen_ai.usage.total_tokens': 95,
      },
    },
    { inputTokens: 90, outputTokens: 5, cacheReadTokens: 80 },
    'exclusive',
  ],
  [
    'a total of input and output proves inclusive ones',
    {
      attributes: {
        'gen_ai.usage.input_tokens': 90,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.usage.cache_read_input_tokens': 80,
        'gen_ai.usage.total_tokens': 95,
      },
    },
    { inputTokens: 90, outputTokens: 5, cacheReadTokens: 80 },
    'inclusive',
  ],
  [
    'AI SDK 5 passes Anthropic’s exclusive counts on',
    {
      scope: 'ai',
      attributes: {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.provider': 'anthropic.messages',
        'ai.usage.inputTokens': 500,
        'ai.usage.outputTokens': 50,
        'ai.usage.cachedInputTokens': 300,
        'ai.response.providerMetadata': '{"anthropic":{"cacheCreationInputTokens":100}}',
      },
    },
    { inputTokens: 900, outputTokens: 50, cacheReadTokens: 300, cacheWriteTokens: 100 },
    'exclusive',
  ],
  [
    'AI SDK 6 counts inclusively',
    {
      scope: 'ai',
      attributes: {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.provider': 'anthropic.messages',
        'ai.usage.inputTokens': 900,
        'ai.usage.inputTokenDetails.noCacheTokens': 600,
        'ai.usage.inputTokenDetails.cacheReadTokens': 300,
      },
    },
    { inputTokens: 900, cacheReadTokens: 300 },
    'inclusive',
  ],
  [
    'Langfuse keeps buckets apart',
    {
      attributes: {
        'langfuse.observation.usage_details': '{"input":54,"output":41,"total":111,"input_cached_tokens":16}',
      },
    },
    { inputTokens: 70, outputTokens: 41, cacheReadTokens: 16 },
    'exclusive',
  ],
  [
    'Langfuse’s total tells when a client did not',
    {
      attributes: {
        'langfuse.observation.usage_details': '{"input":10,"output":5,"total":15,"cache_read_input_tokens":2}',
      },
    },
    { inputTokens: 10, outputTokens: 5, cacheReadTokens: 2 },
    'inclusive',
  ],
  [
    'Langfuse’s Python client passes on what OpenAI says, the parts of a count beside it',
    {
      attributes: {
        'langfuse.observation.usage_details':
          '{"completion_tokens": 21, "prompt_tokens": 70, "total_tokens": 91, "completion_tokens_details": {"audio_tokens": 0, "reasoning_tokens": 8}, "prompt_tokens_details": {"audio_tokens": 0, "cached_tokens": 16}}',
      },
    },
    {
      inputTokens: 70,
      outputTokens: 21,
      cacheReadTokens: 16,
      reasoningTokens: 8,
      inputAudioTokens: 0,
      outputAudioTokens: 0,
    },
    'inclusive',
  ],
  [
    'LangSmith’s Python client writes its details as Python does, and its metadata as JSON',
    {
      attributes: {
        'gen_ai.usage.input_tokens': 70,
        'gen_ai.usage.output_tokens': 21,
        'gen_ai.usage.total_tokens': 91,
        'gen_ai.usage.input_token_details': "{'audio': 0, 'cache_read': 16}",
        'langsmith.metadata.usage_metadata':
          '{"input_tokens":70,"output_tokens":21,"total_tokens":91,"input_token_details":{"audio":0,"cache_read":16},"output_token_details":{"audio":0,"reasoning":0}}',
      },
    },
    {
      inputTokens: 70,
      outputTokens: 21,
      cacheReadTokens: 16,
      reasoningTokens: 0,
      inputAudioTokens: 0,
      outputAudioTokens: 0,
    },
    'inclusive',
  ],
  [
    'Traceloop’s own count of a stream is an estimate',
    {
      scope: '@traceloop/instrumentation-openai',
      attributes: { 'gen_ai.operation.name': 'chat', 'llm.is_streaming': true, 'gen_ai.usage.input_tokens': 15 },
    },
    { inputTokens: 15 },
    'estimated',
  ],
  [
    'an output left out is the total less the input',
    { attributes: { 'gen_ai.usage.prompt_tokens': 15, 'llm.usage.total_tokens': 20 } },
    { inputTokens: 15, outputTokens: 5 },
    'inclusive',
  ],
  [
    'LangSmith has its details in an object',
    {
      attributes: {
        'langsmith.usage_metadata':
          '{"input_tokens":20,"output_tokens":7,"total_tokens":27,"input_token_details":{"cache_read":8},"output_token_details":{"reasoning":3}}',
      },
    },
    { inputTokens: 20, outputTokens: 7, cacheReadTokens: 8, reasoningTokens: 3 },
    'inclusive',
  ],
];

for (const [name, span, usage, rule] of CASES) {
  test(`readUsage(): ${name}`, () => {
    const read = spanOf(span);

    assert.deepEqual(read.usage, usage);
    assert.equal(read.usageRule, rule);
  });
}

test('readUsage() has nothing for a span that states nothing', () => {
  assert.equal(Object.hasOwn(spanOf({ attributes: { 'gen_ai.operation.name': 'chat' } }), 'usage'), false);
});
