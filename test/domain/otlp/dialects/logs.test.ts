/** Log records: content for spans, in whatever requests it comes, and agents that send nothing but logs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assembleParts, type MessagePart } from '../../../../src/domain/call/parts.ts';
import { logsRequest, type RecordToWrite, read, readNormalised, SPAN_ID, STARTED_AT, TRACE_ID } from '../requests.ts';

const spansOf = (...records: readonly RecordToWrite[]) => readNormalised(logsRequest(...records), 'logs').spans;

const message = (name: string, body: RecordToWrite['body'], more: Partial<RecordToWrite> = {}): RecordToWrite => ({
  traceId: TRACE_ID,
  spanId: SPAN_ID,
  attributes: { 'event.name': name, 'gen_ai.system': 'openai' },
  ...(body === undefined ? {} : { body }),
  ...more,
});

test('readLogs() makes one part of a span from all its messages, in their order', () => {
  const [part, ...others] = spansOf(
    message('gen_ai.system.message', { content: 'Be brief.' }),
    message('gen_ai.user.message', { content: 'yes' }),
    message('gen_ai.assistant.message', { content: 'Sure?' }),
    message('gen_ai.user.message', { content: 'yes' }),
    message(
      'gen_ai.choice',
      { index: 1, finish_reason: 'stop', message: { role: 'assistant', content: 'B' } },
      { afterMs: 5 },
    ),
    message(
      'gen_ai.choice',
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'A' } },
      { afterMs: 5 },
    ),
  );

  assert.deepEqual(others, []);
  assert.deepEqual([part?.traceId, part?.spanId, part?.kind, part?.end], [TRACE_ID, SPAN_ID, 'other', undefined]);
  assert.deepEqual(assembleParts(part?.payload?.parts as unknown as readonly MessagePart<string>[]), {
    input: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'yes' },
      { role: 'assistant', content: 'Sure?' },
      { role: 'user', content: 'yes' },
    ],
    output: [
      { role: 'assistant', content: 'A', finish_reason: 'stop' },
      { role: 'assistant', content: 'B', finish_reason: 'stop' },
    ],
    inputLength: 20,
    outputLength: 2,
  });
});

test('readLogs() joins the two halves of the event of 1.37 and later', () => {
  const details = (side: 'input' | 'output', role: string, content: string): RecordToWrite => ({
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    eventName: 'gen_ai.client.inference.operation.details',
    attributes: { [`gen_ai.${side}.messages`]: [{ role, parts: [{ type: 'text', content }] }] },
  });

  const [part] = spansOf(details('input', 'user', 'Hi'), details('output', 'assistant', 'Hello'));

  assert.deepEqual(part?.payload, {
    input: [{ role: 'user', content: 'Hi' }],
    output: [{ role: 'assistant', content: 'Hello' }],
  });
});

test('readLogs() reads both sides of a call out of one body, as Bedrock AgentCore has them', () => {
  const [part] = spansOf({
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    attributes: { 'event.name': 'strands.telemetry.tracer' },
    body: {
      input: { messages: [{ role: 'user', content: '[{"text":"Hi"}]' }] },
      output: { messages: [{ role: 'assistant', content: 'Hello' }] },
    },
  });

  assert.deepEqual(part?.payload, {
    input: [{ role: 'user', content: 'Hi' }],
    output: [{ role: 'assistant', content: 'Hello' }],
  });
});

test('readLogs() reads a body that is JSON text', () => {
  const [part] = spansOf(message('gen_ai.user.message', '{"role":"user","content":"Hi"}'));

  assert.deepEqual(assembleParts(part?.payload?.parts as unknown as readonly MessagePart<string>[]).input, [
    { role: 'user', content: 'Hi' },
  ]);
});

test('readLogs() ignores records of other matters and counts them', () => {
  const { spans, ignored, rejected } = read(
    logsRequest({ body: 'GET / 200' }, { traceId: TRACE_ID, spanId: SPAN_ID, body: 'cache warm' }),
    'logs',
  );

  assert.deepEqual([spans, ignored, rejected], [[], 2, []]);
});

const claude = (name: string, attributes: RecordToWrite['attributes'] = {}, afterMs = 0): RecordToWrite => ({
  scope: 'com.anthropic.claude_code.events',
  resource: { 'service.name': 'claude-code' },
  body: `claude_code.${name}`,
  attributes: { 'event.name': name, 'session.id': 'cc-1', 'user.id': 'dev-1', 'prompt.id': 'p-1', ...attributes },
  afterMs,
});

test('readLogs() makes a trace of what Claude Code did for one prompt', () => {
  const spans = spansOf(
    claude('user_prompt', { prompt: 'fix the bug', prompt_length: 11 }),
    claude(
      'api_request',
      {
        model: 'claude-sonnet-4-5',
        cost_usd: '0.0125',
        duration_ms: '2000',
        input_tokens: '10',
        output_tokens: '50',
        cache_read_tokens: '900',
        cache_creation_tokens: '90',
        request_id: 'req_1',
      },
      3000,
    ),
    claude(
      'tool_result',
      { tool_name: 'Bash', success: 'false', duration_ms: 40, error: 'exit 1', tool_parameters: '{"command":"ls"}' },
      4000,
    ),
    claude(
      'api_error',
      { model: 'claude-sonnet-4-5', error: '529 Overloaded', status_code: '529', duration_ms: 10 },
      5000,
    ),
  );

  const [prompt, call, tool, failed] = spans;
  assert.equal(new Set(spans.map(({ traceId }) => traceId)).size, 1);
  assert.deepEqual([prompt?.kind, prompt?.payload?.input], ['chain', 'fix the bug']);
  assert.deepEqual(
    [
      call?.kind,
      call?.parentSpanId,
      call?.provider,
      call?.model,
      call?.latencyMs,
      call?.start,
      call?.sessionId,
      call?.userId,
    ],
    ['llm', prompt?.spanId, 'anthropic', 'claude-sonnet-4-5', 2000, STARTED_AT + 1000, 'cc-1', 'dev-1'],
  );
  assert.deepEqual(call?.usage, { inputTokens: 1000, outputTokens: 50, cacheReadTokens: 900, cacheWriteTokens: 90 });
  assert.deepEqual(call?.cost, { source: 'client', nanoUsd: 12_500_000 });
  assert.deepEqual(
    [tool?.kind, tool?.tool, tool?.status, tool?.payload?.input],
    ['tool', 'Bash', 'error', { command: 'ls' }],
  );
  assert.deepEqual([failed?.kind, failed?.status, failed?.error?.httpStatus], ['llm', 'error', 529]);
});

test('readLogs() gives an agent’s event the same ids when it comes twice, and different events different ones', () => {
  const first = claude('api_request', { model: 'm', output_tokens: 5 }, 1);
  const second = claude('api_request', { model: 'm', output_tokens: 5 }, 2);

  const [once, other, again] = spansOf(first, second, first);

  assert.equal(once?.spanId, again?.spanId);
  assert.notEqual(once?.spanId, other?.spanId);
});

test('readLogs() counts a call of Codex once, when its stream has ended', () => {
  const codex = (name: string, attributes: RecordToWrite['attributes']): RecordToWrite => ({
    attributes: { 'event.name': `codex.${name}`, 'conversation.id': 'c-1', model: 'gpt-5-codex', ...attributes },
  });

  const { spans, ignored } = readNormalised(
    logsRequest(
      codex('api_request', { duration_ms: 900, 'http.response.status_code': 200, attempt: 1 }),
      codex('sse_event', { 'event.kind': 'response.output_text.delta' }),
      codex('sse_event', {
        'event.kind': 'response.completed',
        input_token_count: 100,
        output_token_count: 20,
        cached_token_count: 60,
        reasoning_token_count: 8,
      }),
      codex('api_request', {
        duration_ms: 50,
        'http.response.status_code': 429,
        attempt: 1,
        'error.message': 'slow down',
      }),
    ),
    'logs',
  );

  assert.deepEqual(
    spans.map(({ kind, status, provider, usage, sessionId }) => ({ kind, status, provider, usage, sessionId })),
    [
      {
        kind: 'llm',
        status: 'ok',
        provider: 'openai',
        usage: { inputTokens: 100, outputTokens: 20, cacheReadTokens: 60, reasoningTokens: 8 },
        sessionId: 'c-1',
      },
      { kind: 'llm', status: 'error', provider: 'openai', usage: undefined, sessionId: 'c-1' },
    ],
  );
  assert.equal(ignored, 2);
});

test('readLogs() adds Gemini’s thoughts to its output', () => {
  const [call] = spansOf({
    attributes: {
      'event.name': 'gemini_cli.api_response',
      'session.id': 'g-1',
      model: 'gemini-2.5-pro',
      duration_ms: 700,
      input_token_count: 50,
      output_token_count: 7,
      cached_content_token_count: 20,
      thoughts_token_count: 30,
      response_text: 'Done.',
    },
  });

  assert.deepEqual(call?.usage, { inputTokens: 50, outputTokens: 37, cacheReadTokens: 20, reasoningTokens: 30 });
  assert.deepEqual([call?.provider, call?.payload?.output], ['gcp.gemini', 'Done.']);
});

test('readLogs() makes a call of a line that an app logs as JSON', () => {
  const [call] = spansOf({
    body: 'AI_INTERACTION: {"session_id":"s-1","user_id":"u-1","input_text":"Hi","output_text":"Hello","model_version":"gpt-4-turbo","processing_time_ms":245.7,"confidence_score":0.95}',
  });

  assert.deepEqual(
    [
      call?.kind,
      call?.model,
      call?.latencyMs,
      call?.confidence,
      call?.sessionId,
      call?.userId,
      call?.payload?.input,
      call?.payload?.output,
    ],
    ['llm', 'gpt-4-turbo', 245.7, 0.95, 's-1', 'u-1', 'Hi', 'Hello'],
  );
});

test('readLogs() makes a failed call of a structured event that says so', () => {
  const [call] = spansOf({
    body: {
      event: 'ai_call_failure',
      model: 'gpt-4o',
      error_type: 'Timeout',
      error_message: 'too slow',
      latency_ms: 30000,
      request_id: 'r-1',
    },
  });

  assert.deepEqual(
    [call?.status, call?.error, call?.latencyMs, call?.model],
    ['error', { type: 'Timeout', message: 'too slow' }, 30000, 'gpt-4o'],
  );
});

test('readLogs() lets a line within a span add to it without overruling it', () => {
  const [part] = spansOf({
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    body: 'AI_INTERACTION: {"input_text":"Hi","output_text":"Hello"}',
  });

  assert.deepEqual(
    [part?.spanId, part?.end, part?.reportedAt, part?.payload?.output],
    [SPAN_ID, undefined, 0, 'Hello'],
  );
});
