/** OpenInference's instrumentation of OpenAI's SDK. It gives no tokens of streams and embeddings, and no spans for failed calls. */
import { type Line, tellsStory, WHOLE_STORY } from './tells-story.ts';

const { chat, call, tool } = WHOLE_STORY;

const STREAM: Line = ['stream', 'gpt-4o-mini', 'ok', null, null, null];
const EMBED: Line = ['embed', 'text-embedding-3-small', 'ok', null, null, null];

tellsStory({
  name: '@arizeai/openinference-instrumentation-openai',
  app: ({ url, key }) => ({
    folder: 'openinference',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${key}`, OTEL_LOG_LEVEL: 'warn' },
  }),
  lines: [chat, STREAM, call, tool, EMBED],
  dialect: 'openinference',
  timesFirstWord: false,
  showsTool: false,
});
