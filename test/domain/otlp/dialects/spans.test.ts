/** One call as each dialect writes it, and the record that each must become. The attributes are those of the dialects' documents. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RawSpan } from '../../../../src/domain/call/span.ts';
import { type SpanToWrite, spanOf } from '../requests.ts';

/** The fields that people look at first. */
const summary = (span: RawSpan) => ({
  kind: span.kind,
  provider: span.provider,
  model: span.model,
  input: span.payload?.input,
  output: span.payload?.output,
  tokens: [span.usage?.inputTokens, span.usage?.outputTokens],
  user: span.userId,
  session: span.sessionId,
  dialect: span.dialect,
});

type Summary = ReturnType<typeof summary>;

const ASKED = [{ role: 'user', content: 'Where is my order?' }];
const ANSWERED = [{ role: 'assistant', content: 'On its way.' }];
const FINISHED = [{ role: 'assistant', content: 'On its way.', finish_reason: 'stop' }];

const CALL: Summary = {
  kind: 'llm',
  provider: 'openai',
  model: 'gpt-4o-mini',
  input: ASKED,
  output: ANSWERED,
  tokens: [12, 4],
  user: 'user-1',
  session: 's-1',
  dialect: 'otel-genai',
};

const DIALECTS: readonly (readonly [name: string, span: SpanToWrite, expected: Partial<Summary>])[] = [
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

for (const [name, span, expected] of DIALECTS) {
  test(`toRawSpan() reads a call as ${name} writes it`, () => {
    assert.deepEqual(summary(spanOf(span)), { ...CALL, ...expected });
  });
}

test('toRawSpan() keeps a span of no known dialect whole, as a step like any other', () => {
  const { kind, dialect, payload, name } = spanOf({
    name: 'GET /orders',
    scope: 'my-http-library',
    attributes: { 'http.request.method': 'GET', 'http.response.status_code': 503, 'acme.shard': 7 },
  });

  assert.deepEqual(
    { kind, dialect, name, metadata: payload?.metadata },
    {
      kind: 'other',
      dialect: 'generic',
      name: 'GET /orders',
      metadata: { 'http.request.method': 'GET', 'http.response.status_code': 503, 'acme.shard': 7 },
    },
  );
});

test('toRawSpan() cuts an attribute that is too long and says how long it was', () => {
  const { payload, truncated } = spanOf({ attributes: { note: 'x'.repeat(100_000), small: 'y' } });

  assert.equal(JSON.stringify(payload?.metadata).length < 10_000, true);
  assert.deepEqual(truncated, [{ path: 'metadata.note', originalBytes: 100_000 }]);
});

test('toRawSpan() makes one message of a flattened index in the millions', () => {
  const { payload } = spanOf({
    scope: '@traceloop/instrumentation-openai',
    attributes: {
      'llm.request.type': 'chat',
      'gen_ai.prompt.999999999.role': 'user',
      'gen_ai.prompt.999999999.content': 'hi',
      'gen_ai.prompt.2.content': 'first',
    },
  });

  assert.deepEqual(payload?.input, [
    { role: 'user', content: 'first' },
    { role: 'user', content: 'hi' },
  ]);
});

test('toRawSpan() keeps no vector of an embedding', () => {
  const span = spanOf({
    attributes: {
      'openinference.span.kind': 'EMBEDDING',
      'embedding.model_name': 'text-embedding-3-small',
      'embedding.embeddings.0.embedding.text': 'refunds',
      'embedding.embeddings.0.embedding.vector': [0.1, 0.2, 0.3],
      'output.value': '{"data":[{"embedding":[0.1]}]}',
    },
  });

  assert.equal(span.kind, 'embedding');
  assert.deepEqual(span.payload, { input: ['refunds'] });
});

test('toRawSpan() reads tools as each dialect writes them', () => {
  const tools: readonly SpanToWrite[] = [
    {
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'weather',
        'gen_ai.tool.call.arguments': '{"city":"Paris"}',
        'gen_ai.tool.call.result': '{"temp":18}',
      },
    },
    {
      scope: 'ai',
      attributes: {
        'ai.operationId': 'ai.toolCall',
        'ai.toolCall.name': 'weather',
        'ai.toolCall.args': '{"city":"Paris"}',
        'ai.toolCall.result': '{"temp":18}',
      },
    },
    {
      attributes: {
        'openinference.span.kind': 'TOOL',
        'tool.name': 'weather',
        'tool.parameters': '{"city":"Paris"}',
        'output.value': '{"temp":18}',
        'output.mime_type': 'application/json',
      },
    },
    {
      attributes: {
        'langfuse.observation.type': 'tool',
        'langfuse.observation.input': '{"city":"Paris"}',
        'langfuse.observation.output': '{"temp":18}',
      },
      name: 'weather',
    },
    {
      name: 'weather.tool',
      attributes: {
        'traceloop.span.kind': 'tool',
        'traceloop.entity.name': 'weather',
        'traceloop.entity.input': '{"city":"Paris"}',
        'traceloop.entity.output': '{"temp":18}',
      },
    },
    {
      scope: 'pydantic-ai',
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'weather',
        tool_arguments: '{"city":"Paris"}',
        tool_response: '{"temp":18}',
      },
    },
    {
      scope: 'org.springframework.ai',
      attributes: {
        'spring.ai.kind': 'tool_call',
        'spring.ai.tool.definition.name': 'weather',
        'spring.ai.tool.call.arguments': '{"city":"Paris"}',
        'spring.ai.tool.call.result': '{"temp":18}',
      },
    },
  ];

  for (const tool of tools) {
    const { kind, tool: name, payload } = spanOf(tool);

    assert.deepEqual(
      { kind, name, input: payload?.input, output: payload?.output },
      { kind: 'tool', name: 'weather', input: { city: 'Paris' }, output: { temp: 18 } },
    );
  }
});

test('toRawSpan() reads what a search was asked and what it found', () => {
  const { kind, payload } = spanOf({
    attributes: {
      'openinference.span.kind': 'RETRIEVER',
      'input.value': 'refunds',
      'retrieval.documents.0.document.id': 'd1',
      'retrieval.documents.0.document.score': 0.9,
      'retrieval.documents.0.document.content': 'Refunds take a week.',
      'retrieval.documents.0.document.metadata': '{"page":3}',
    },
  });

  assert.equal(kind, 'retriever');
  assert.equal(payload?.input, 'refunds');
  assert.deepEqual(payload?.output, [{ id: 'd1', score: 0.9, content: 'Refunds take a week.', metadata: { page: 3 } }]);
});

test('toRawSpan() takes an operation that nobody has heard of for a step', () => {
  assert.equal(spanOf({ attributes: { 'gen_ai.operation.name': 'agent_step' } }).kind, 'chain');
  assert.equal(
    spanOf({ attributes: { 'gen_ai.operation.name': 'framework', 'gen_ai.system': 'spring_ai' } }).kind,
    'chain',
  );
});

test('toRawSpan() leaves out a cost of zero, which clients write for models they have no price for', () => {
  assert.equal(
    spanOf({ attributes: { 'gen_ai.usage.cost': 0, 'gen_ai.request.model': 'm', 'gen_ai.usage.input_tokens': 3 } })
      .cost,
    undefined,
  );
  assert.deepEqual(spanOf({ attributes: { 'llm.cost.total': 0.0000045 } }).cost, { source: 'client', nanoUsd: 4500 });
});

test('toRawSpan() reads the time to the first token in its dialect’s unit', () => {
  assert.equal(spanOf({ attributes: { 'gen_ai.client.operation.time_to_first_chunk': 0.25 } }).timeToFirstTokenMs, 250);
  assert.equal(
    spanOf({ scope: 'strands-agents', attributes: { 'gen_ai.server.time_to_first_token': 250 } }).timeToFirstTokenMs,
    250,
  );
  assert.equal(spanOf({ attributes: { 'ai.response.msToFirstChunk': 250 } }).timeToFirstTokenMs, 250);
  assert.equal(
    spanOf({ attributes: { 'langfuse.observation.completion_start_time': '"2026-11-21T10:00:00.250Z"' } })
      .timeToFirstTokenMs,
    250,
  );
  assert.equal(spanOf({ events: [{ name: 'ai.stream.firstChunk', afterMs: 250 }] }).timeToFirstTokenMs, 250);
});

test('toRawSpan() names parameters alike in every dialect', () => {
  const expected = { temperature: 0.2, max_tokens: 100 };

  assert.deepEqual(
    spanOf({
      attributes: { 'gen_ai.request.temperature': 0.2, 'gen_ai.request.max_tokens': 100, 'gen_ai.request.model': 'm' },
    }).parameters,
    expected,
  );
  assert.deepEqual(
    spanOf({
      attributes: { 'llm.invocation_parameters': '{"model":"m","temperature":0.2,"max_tokens":100,"user":"u"}' },
    }).parameters,
    expected,
  );
  assert.deepEqual(
    spanOf({ attributes: { 'langfuse.observation.model.parameters': '{"temperature":0.2,"maxTokens":100}' } })
      .parameters,
    expected,
  );
});

test('toRawSpan() takes a person and session from the resource where the span names none', () => {
  const resource = { 'user.id': 'dev-1', 'session.id': 'desk-1', 'service.name': 'unknown_service:node' };

  const { userId, sessionId, service } = spanOf({ resource, attributes: { 'session.id': 's-2' } });

  assert.deepEqual([userId, sessionId, service], ['dev-1', 's-2', undefined]);
});
