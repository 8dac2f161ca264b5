/** What else spans hold, in each dialect: tools, searches, parameters, costs, first tokens, and what nobody knows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read, SPAN_ID, type SpanToWrite, spanOf, tracesRequest } from '../requests.ts';

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

test('toRawSpan() finds the model of a call that failed among its parameters, where it is nowhere else', () => {
  const { model, status } = spanOf({
    status: { code: 2, message: 'RateLimitError: Error code: 429' },
    attributes: {
      'openinference.span.kind': 'LLM',
      'llm.invocation_parameters': '{"model": "gpt-4o-mini", "temperature": 0.2}',
    },
  });

  assert.deepEqual([model, status], ['gpt-4o-mini', 'error']);
});

test('toRawSpan() knows the provider’s response by the id of LangChain’s message, as the SDK’s own span does', () => {
  const message = {
    lc: 1,
    id: ['langchain_core', 'messages', 'AIMessage'],
    kwargs: { id: 'chatcmpl-11', content: 'Hi' },
  };
  const { responseId } = spanOf({
    attributes: {
      'openinference.span.kind': 'LLM',
      'output.value': JSON.stringify({ generations: [[{ text: 'Hi', message }]] }),
    },
  });

  assert.equal(responseId, 'chatcmpl-11');
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

test('decodeRequest() leaves out the placeholder that Logfire sends when a span starts', () => {
  const { spans, ignored } = read(
    tracesRequest(
      {
        scope: 'logfire',
        spanId: '1111111111111111',
        attributes: { 'logfire.span_type': 'pending_span', 'gen_ai.request.model': 'm' },
      },
      { scope: 'logfire', attributes: { 'logfire.span_type': 'span', 'gen_ai.request.model': 'm' } },
    ),
    'traces',
  );

  assert.deepEqual([spans.map(({ spanId }) => spanId), ignored], [[SPAN_ID], 1]);
});

test('toRawSpan() takes LiteLLM’s echo of a request for no second call', () => {
  const { kind } = spanOf({
    scope: 'litellm',
    name: 'raw_gen_ai_request',
    attributes: { 'llm.openai.model': 'gpt-4o', 'gen_ai.system': 'openai', 'gen_ai.request.model': 'gpt-4o' },
  });

  assert.equal(kind, 'other');
});

test('toRawSpan() keeps the raw id of a person nowhere but in userId, whatever the dialect', () => {
  for (const attributes of [
    { 'user.id': 'user_456', 'acme.step': 1 },
    { 'enduser.id': 'user_456', 'http.request.method': 'GET' },
    { 'openinference.span.kind': 'LLM', metadata: '{"user_id":"user_456","plan":"gold"}' },
    { 'gen_ai.operation.name': 'chat', 'gen_ai.request.user': 'user_456' },
    { 'langfuse.observation.type': 'span', 'langfuse.user.id': 'user_456' },
  ]) {
    const { userId, ...rest } = spanOf({ attributes });

    assert.equal(userId, 'user_456');
    assert.equal(JSON.stringify(rest).includes('user_456'), false);
  }
});

test('the service tier is what the answer says, else what was asked for, and a batch is one whatever else is said', () => {
  const tierOf = (attributes: Record<string, string | boolean>): string | undefined =>
    spanOf({ attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4o', ...attributes } })
      .serviceTier;

  assert.equal(
    tierOf({ 'openai.request.service_tier': 'auto', 'openai.response.service_tier': 'priority' }),
    'priority',
  );
  assert.equal(tierOf({ 'gen_ai.openai.request.service_tier': 'flex' }), 'flex');
  assert.equal(
    tierOf({
      'ai.settings.serviceTier': 'auto',
      'ai.response.providerMetadata': '{"openai":{"serviceTier":"default"}}',
    }),
    'default',
  );
  assert.equal(tierOf({ 'llm.invocation_parameters': '{"service_tier":"flex"}' }), 'flex');
  assert.equal(tierOf({ 'gen_ai.request.batch': true, 'openai.response.service_tier': 'default' }), 'batch');
  assert.equal(tierOf({}), undefined);
});
