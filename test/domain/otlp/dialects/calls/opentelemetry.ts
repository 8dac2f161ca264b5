/** OpenTelemetry's own conventions, and frameworks that keep to them. */
import { ASKED, FINISHED, type Row } from './expected.ts';

export const opentelemetry: readonly Row[] = [
  [
    'OpenTelemetry 1.37 and later',
    {
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be brief.' }]),
        'gen_ai.input.messages': JSON.stringify([
          { role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] },
        ]),
        'gen_ai.output.messages': JSON.stringify([
          { role: 'assistant', parts: [{ type: 'text', content: 'On its way.' }], finish_reason: 'stop' },
        ]),
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 4,
        'user.id': 'user-1',
        'gen_ai.conversation.id': 's-1',
      },
    },
    { input: [{ role: 'system', content: 'Be brief.' }, ...ASKED], output: FINISHED },
  ],
  [
    'Semantic Kernel (.NET), with bodies in one attribute of its span events',
    {
      scope: 'Microsoft.SemanticKernel.Diagnostics',
      attributes: {
        'gen_ai.operation.name': 'chat.completions',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.response.finish_reason': 'Stop',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 4,
        'enduser.id': 'user-1',
        'session.id': 's-1',
      },
      events: [
        {
          name: 'gen_ai.user.message',
          attributes: { 'gen_ai.event.content': '{"role":"user","content":"Where is my order?"}' },
        },
        {
          name: 'gen_ai.choice',
          attributes: {
            'gen_ai.event.content':
              '{"index":0,"message":{"role":"assistant","content":"On its way."},"finish_reason":"Stop"}',
          },
        },
      ],
    },
    { output: [{ role: 'assistant', content: 'On its way.', finish_reason: 'Stop' }], dialect: 'semantic-kernel' },
  ],
  [
    'Spring AI before 1.1, with whole texts in span events',
    {
      scope: 'org.springframework.boot',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.usage.input_tokens': '12',
        'gen_ai.usage.output_tokens': '4',
        'gen_ai.usage.total_tokens': '16',
        'spring.ai.chat.client.conversation.id': 's-1',
        'user.id': 'user-1',
      },
      events: [
        { name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': ['Where is my order?'] } },
        { name: 'gen_ai.content.completion', attributes: { 'gen_ai.completion': ['On its way.'] } },
      ],
    },
    { input: ['Where is my order?'], output: ['On its way.'], dialect: 'spring-ai' },
  ],
  [
    'Strands on Bedrock, latest form',
    {
      scope: 'strands-agents',
      resource: { 'service.name': 'help-desk' },
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'strands-agents',
        'gen_ai.request.model': 'us.anthropic.claude-sonnet-4-20250514-v1:0',
        'gen_ai.usage.input_tokens': 8,
        'gen_ai.usage.output_tokens': 4,
        'gen_ai.usage.cache_read_input_tokens': 4,
        'gen_ai.usage.total_tokens': 16,
        'session.id': 's-1',
        'user.id': 'user-1',
      },
      events: [
        {
          name: 'gen_ai.client.inference.operation.details',
          attributes: {
            'gen_ai.input.messages': JSON.stringify([
              { role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] },
            ]),
          },
        },
        {
          name: 'gen_ai.client.inference.operation.details',
          attributes: {
            'gen_ai.output.messages': JSON.stringify([
              { role: 'assistant', parts: [{ type: 'text', content: 'On its way.' }] },
            ]),
          },
        },
      ],
    },
    { provider: 'aws.bedrock', model: 'us.anthropic.claude-sonnet-4-20250514-v1:0', dialect: 'strands' },
  ],
];
