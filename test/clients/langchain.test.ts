/** LangChain.js, watched by OpenInference: chats and tools are spans, embeddings are not. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { startProvider } from '../../tools/fake-provider/server.ts';
import { type Client, startAny } from '../e2e/service.ts';
import { type App, basicsOf, runApp } from './run-app.ts';
import { story, TOKENS } from './story.ts';
import { asAsked, tellsStory, WHOLE_STORY } from './tells-story.ts';

const { chat, stream, call, tool, fail } = WHOLE_STORY;

const app = ({ url, key }: Client): App => ({
  folder: 'langchain',
  env: { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${key}`, OTEL_LOG_LEVEL: 'warn' },
});

tellsStory({
  name: '@langchain/openai with @arizeai/openinference-instrumentation-langchain',
  app,
  lines: [chat, stream, call, tool, fail].map(asAsked),
  dialect: 'openinference',
  timesFirstWord: false,
  showsTool: true,
});

test('LangChain and the SDK under it, both watched, cost what one of them does', async () => {
  const [provider, service] = [await startProvider(story), await startAny()];
  const session = `session-${randomUUID()}`;
  try {
    const { folder, env } = app(service);
    await runApp({ folder, env: { ...basicsOf(provider, 'user-twice', session), ...env, APP_WATCHES_SDK: 'yes' } });

    const { body } = await service.get(`/v1/sessions/${session}`);
    const { totals, spans } = (await service.get(`/v1/traces/${body.interactions[0].trace_id}`)).body;

    const named = (name: string): number => spans.filter((span: { name: string }) => span.name === name).length;
    assert.deepEqual([named('ChatOpenAI'), named('OpenAI Chat Completions')], [5, 4]);
    const { chat, stream, call, tool } = TOKENS;
    assert.equal(totals.input_tokens, chat.input + stream.input + call.input + tool.input);
    assert.equal(totals.output_tokens, chat.output + stream.output + call.output + tool.output);
  } finally {
    await provider.stop();
    await service.stop();
  }
});
