/** Frameworks with words of their own: LangSmith, Pydantic AI and Logfire, Genkit, Google ADK. */
import { FINISHED, type Row } from './expected.ts';

export const frameworks: readonly Row[] = [
  [
    'LangSmith over OpenTelemetry',
    {
      scope: 'langsmith',
      attributes: {
        'langsmith.span.kind': 'llm',
        'gen_ai.system': 'langchain',
        'langsmith.metadata.ls_provider': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.prompt': JSON.stringify({
          messages: [{ role: 'user', content: 'Where is my order?' }],
          model: 'gpt-4o-mini',
        }),
        'gen_ai.completion': JSON.stringify({
          id: 'chatcmpl-7',
          choices: [{ index: 0, message: { role: 'assistant', content: 'On its way.' }, finish_reason: 'stop' }],
        }),
        'langsmith.usage_metadata': JSON.stringify({ input_tokens: 12, output_tokens: 4, total_tokens: 16 }),
        'langsmith.metadata.user_id': 'user-1',
        'langsmith.metadata.thread_id': 's-1',
      },
    },
    { output: FINISHED, dialect: 'langsmith' },
  ],
  [
    'LangSmith with messages that LangChain serialised',
    {
      scope: 'langsmith',
      attributes: {
        'langsmith.span.kind': 'llm',
        'langsmith.metadata.ls_model_name': 'gpt-4o-mini',
        'gen_ai.prompt': JSON.stringify({
          messages: [
            [
              {
                lc: 1,
                type: 'constructor',
                id: ['langchain_core', 'messages', 'HumanMessage'],
                kwargs: { content: 'Where is my order?' },
              },
            ],
          ],
        }),
        'gen_ai.completion': JSON.stringify({
          generations: [
            [
              {
                text: 'On its way.',
                message: { id: ['langchain_core', 'messages', 'AIMessage'], kwargs: { content: 'On its way.' } },
              },
            ],
          ],
        }),
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 4,
        metadata: JSON.stringify({ user_id: 'user-1', session_id: 's-1', plan: 'gold' }),
      },
    },
    { dialect: 'langsmith' },
  ],
  [
    'Pydantic AI, first version',
    {
      scope: 'pydantic-ai',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.response.model': 'gpt-4o-mini',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 4,
        events: JSON.stringify([
          {
            'event.name': 'gen_ai.user.message',
            content: 'Where is my order?',
            role: 'user',
            'gen_ai.message.index': 0,
          },
          { 'event.name': 'gen_ai.choice', index: 0, message: { role: 'assistant', content: 'On its way.' } },
        ]),
        'user.id': 'user-1',
        'session.id': 's-1',
      },
    },
    { dialect: 'logfire' },
  ],
  [
    'Logfire around the OpenAI client',
    {
      scope: 'logfire.openai',
      attributes: {
        'logfire.span_type': 'span',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        request_data: JSON.stringify({
          model: 'gpt-4o-mini',
          messages: [{ role: 'user', content: 'Where is my order?' }],
        }),
        response_data: JSON.stringify({ message: { role: 'assistant', content: 'On its way.' }, usage: {} }),
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 4,
        'user.id': 'user-1',
        'session.id': "[Scrubbed due to 'session']",
        'gen_ai.conversation.id': 's-1',
      },
    },
    { dialect: 'logfire' },
  ],
  [
    'Genkit',
    {
      scope: 'genkit-tracer',
      attributes: {
        'genkit:type': 'action',
        'genkit:metadata:subtype': 'model',
        'genkit:input': JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Where is my order?' }] }] }),
        'genkit:output': JSON.stringify({ message: { role: 'model', content: [{ text: 'On its way.' }] } }),
        'gen_ai.request.model': 'openai/gpt-4o-mini',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 4,
        'user.id': 'user-1',
        'genkit:sessionId': 's-1',
      },
    },
    { dialect: 'genkit' },
  ],
  [
    'Google ADK',
    {
      scope: 'gcp.vertex.agent',
      name: 'call_llm',
      attributes: {
        'gen_ai.system': 'gcp.vertex.agent',
        'gen_ai.request.model': 'gemini-2.5-flash',
        'gcp.vertex.agent.session_id': 's-1',
        'gcp.vertex.agent.llm_request': JSON.stringify({
          contents: [{ role: 'user', parts: [{ text: 'Where is my order?' }] }],
        }),
        'gcp.vertex.agent.llm_response': JSON.stringify({
          content: { role: 'model', parts: [{ text: 'On its way.' }] },
        }),
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 4,
        'user.id': 'user-1',
      },
    },
    { provider: 'gcp.gemini', model: 'gemini-2.5-flash', dialect: 'google-adk' },
  ],
];
