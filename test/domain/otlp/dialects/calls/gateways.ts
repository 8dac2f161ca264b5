/** Gateways and platforms: LiteLLM, Langfuse, Cloudflare. */
import type { Row } from './expected.ts';

export const gateways: readonly Row[] = [
  [
    'LiteLLM proxy',
    {
      scope: 'litellm',
      name: 'litellm_request',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'openai/gpt-4o-mini',
        'gen_ai.response.model': 'gpt-4o-mini',
        'gen_ai.system': 'litellm',
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': 'Where is my order?',
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.content': 'On its way.',
        'gen_ai.usage.prompt_tokens': 12,
        'gen_ai.usage.completion_tokens': 4,
        'metadata.user_api_key_end_user_id': 'user-1',
        'litellm.session_id': 's-1',
      },
    },
    { dialect: 'litellm' },
  ],
  [
    'Langfuse',
    {
      scope: 'langfuse-sdk',
      attributes: {
        'langfuse.observation.type': 'generation',
        'langfuse.observation.model.name': 'gpt-4o-mini',
        'langfuse.observation.input': JSON.stringify([{ role: 'user', content: 'Where is my order?' }]),
        'langfuse.observation.output': JSON.stringify({ role: 'assistant', content: 'On its way.' }),
        'langfuse.observation.usage_details': JSON.stringify({ input: 10, cache_read_input_tokens: 2, output: 4 }),
        'langfuse.user.id': 'user-1',
        'langfuse.session.id': 's-1',
      },
    },
    { dialect: 'langfuse' },
  ],
  [
    'Cloudflare’s AI gateway',
    {
      scope: 'cloudflare-ai-gateway',
      attributes: {
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.prompt_json': JSON.stringify([{ role: 'user', content: 'Where is my order?' }]),
        'gen_ai.completion_json': JSON.stringify([{ role: 'assistant', content: 'On its way.' }]),
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 4,
        user_id: 'user-1',
        session_id: 's-1',
      },
    },
    {},
  ],
];
