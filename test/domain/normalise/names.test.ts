/** The tables of names: each row a name seen in the wild and what it must become. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalFinishReasons } from '../../../src/domain/normalise/finish-reason.ts';
import { providerOfAddress, providerOfModel } from '../../../src/domain/normalise/infer-provider.ts';
import { cleanModel } from '../../../src/domain/normalise/model-name.ts';
import { canonicalProvider } from '../../../src/domain/normalise/providers.ts';

const becomes = (name: string, convert: (input: string) => unknown, rows: Readonly<Record<string, unknown>>): void => {
  for (const [input, expected] of Object.entries(rows)) {
    test(`${name}(${JSON.stringify(input)}) is ${JSON.stringify(expected) ?? 'unknown'}`, () => {
      assert.deepEqual(convert(input), expected);
    });
  }
};

becomes('canonicalProvider', canonicalProvider, {
  OpenAI: 'openai',
  open_ai: 'openai',
  'openai.chat': 'openai',
  'openai.responses': 'openai',
  azure: 'azure.ai.openai',
  'az.ai.openai': 'azure.ai.openai',
  'azure-openai.chat': 'azure.ai.openai',
  bedrock_converse: 'aws.bedrock',
  'amazon-bedrock': 'aws.bedrock',
  'google.generative-ai': 'gcp.gemini',
  google_ai_gemini: 'gcp.gemini',
  'google.vertex.chat': 'gcp.vertex_ai',
  vertex_ai: 'gcp.vertex_ai',
  MistralAI: 'mistral_ai',
  xai: 'x_ai',
  langchain: undefined,
  spring_ai: undefined,
  'strands-agents': undefined,
  'Acme.Inference': 'acme.inference',
  '': undefined,
});

becomes('providerOfAddress', providerOfAddress, {
  'https://acme.openai.azure.com:443/openai/deployments': 'azure.ai.openai',
  'bedrock-runtime.eu-central-1.amazonaws.com': 'aws.bedrock',
  'europe-west4-aiplatform.googleapis.com': 'gcp.vertex_ai',
  'api.openai.com.evil.example': undefined,
  localhost: undefined,
});

becomes('providerOfModel', providerOfModel, {
  'gpt-4o-mini': 'openai',
  'ft:gpt-4o-mini-2024-07-18:acme::abc': 'openai',
  'o3-mini': 'openai',
  'claude-sonnet-4-5': 'anthropic',
  'eu.anthropic.claude-3-5-sonnet-20240620-v1:0': 'aws.bedrock',
  'amazon.nova-lite-v1:0': 'aws.bedrock',
  'gemini-2.5-pro': 'gcp.gemini',
  'bedrock/anthropic.claude-3-haiku': 'aws.bedrock',
  'Mixtral-8x7b': 'mistral_ai',
  'in-house-7b': undefined,
});

becomes('cleanModel', (model) => cleanModel(model, undefined), {
  ' gpt-4o ': 'gpt-4o',
  'models/gemini-1.5-flash': 'gemini-1.5-flash',
  'projects/p/locations/l/publishers/google/models/gemini-2.0-flash': 'gemini-2.0-flash',
  'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0': 'us.amazon.nova-pro-v1:0',
  'anthropic/claude-3-opus': 'claude-3-opus',
  'meta-llama/Llama-3-70b': 'meta-llama/Llama-3-70b',
});

test("cleanModel() keeps the prefix that belongs to a gateway's own names", () => {
  assert.equal(cleanModel('openai/gpt-4o', 'openrouter'), 'openai/gpt-4o');
});

becomes('canonicalFinishReasons', (reason) => canonicalFinishReasons([reason]), {
  stop: ['stop'],
  endTurn: ['stop'],
  STOP: ['stop'],
  end_turn: ['stop'],
  max_tokens: ['length'],
  toolUse: ['tool_call'],
  'tool-calls': ['tool_call'],
  'stop,tool_calls,stop': ['stop', 'tool_call'],
  SAFETY: ['content_filter'],
  Something: ['something'],
  ' ': [],
});
