/** Instrumentations of clients: OpenLLMetry, OpenInference, OpenLIT, the AI SDK, MLflow. */
import { FINISHED, type Row } from './expected.ts';

export const instrumentations: readonly Row[] = [
  [
    'OpenLLMetry, first form',
    {
      scope: 'opentelemetry.instrumentation.openai.v1',
      attributes: {
        'llm.request.type': 'chat',
        'gen_ai.system': 'OpenAI',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': 'Where is my order?',
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.content': 'On its way.',
        'gen_ai.completion.0.finish_reason': 'stop',
        'gen_ai.usage.prompt_tokens': 12,
        'gen_ai.usage.completion_tokens': 4,
        'llm.usage.total_tokens': 16,
        'traceloop.association.properties.user_id': 'user-1',
        'traceloop.association.properties.session_id': 's-1',
      },
    },
    { output: FINISHED, dialect: 'openllmetry' },
  ],
  [
    'OpenInference',
    {
      scope: 'openinference.instrumentation.openai',
      attributes: {
        'openinference.span.kind': 'LLM',
        'llm.system': 'openai',
        'llm.model_name': 'gpt-4o-mini',
        'llm.input_messages.0.message.role': 'user',
        'llm.input_messages.0.message.contents.0.message_content.type': 'text',
        'llm.input_messages.0.message.contents.0.message_content.text': 'Where is my order?',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.content': 'On its way.',
        'llm.token_count.prompt': 12,
        'llm.token_count.completion': 4,
        'user.id': 'user-1',
        'session.id': 's-1',
      },
    },
    { dialect: 'openinference' },
  ],
  [
    'Vercel AI SDK 5',
    {
      scope: 'ai',
      attributes: {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.id': 'gpt-4o-mini',
        'ai.model.provider': 'openai.chat',
        'ai.prompt.messages': JSON.stringify([
          { role: 'user', content: [{ type: 'text', text: 'Where is my order?' }] },
        ]),
        'ai.response.text': 'On its way.',
        'ai.usage.promptTokens': 12,
        'ai.usage.completionTokens': 4,
        'ai.telemetry.metadata.userId': 'user-1',
        'ai.telemetry.metadata.sessionId': 's-1',
      },
    },
    { dialect: 'vercel-ai' },
  ],
  [
    'MLflow',
    {
      scope: 'mlflow.openai.autolog',
      attributes: {
        'mlflow.spanType': '"CHAT_MODEL"',
        'mlflow.spanInputs': JSON.stringify({
          model: 'gpt-4o-mini',
          messages: [{ role: 'user', content: 'Where is my order?' }],
        }),
        'mlflow.spanOutputs': JSON.stringify({
          choices: [{ message: { role: 'assistant', content: 'On its way.' }, finish_reason: 'stop' }],
        }),
        'mlflow.chat.tokenUsage': JSON.stringify({ input_tokens: 12, output_tokens: 4, total_tokens: 16 }),
        'mlflow.llm.model': 'gpt-4o-mini',
        'mlflow.trace.user': 'user-1',
        'mlflow.trace.session': 's-1',
      },
    },
    { output: FINISHED, dialect: 'mlflow' },
  ],
  [
    'OpenLIT',
    {
      scope: 'openlit.otel.tracing',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.request.user': 'user-1',
        'gen_ai.input.messages': JSON.stringify([
          { role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] },
        ]),
        'gen_ai.output.messages': JSON.stringify([
          { role: 'assistant', parts: [{ type: 'text', content: 'On its way.' }] },
        ]),
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 4,
        'gen_ai.usage.cost': 0.0000042,
        'session.id': 's-1',
      },
    },
    { dialect: 'openlit' },
  ],
];
