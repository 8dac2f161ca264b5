/** LangChain.js, watched by OpenInference: chats and tools are spans, embeddings are not. */
import { asAsked, tellsStory, WHOLE_STORY } from './tells-story.ts';

const { chat, stream, call, tool, fail } = WHOLE_STORY;

tellsStory({
  name: '@langchain/openai with @arizeai/openinference-instrumentation-langchain',
  app: ({ url, key }) => ({
    folder: 'langchain',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${key}`, OTEL_LOG_LEVEL: 'warn' },
  }),
  lines: [chat, stream, call, tool, fail].map(asAsked),
  dialect: 'openinference',
  timesFirstWord: false,
  showsTool: true,
});
