/** Strands agents: texts in events of spans, the same tokens on a call and on the agent around it. It makes no embeddings. */
import { asAsked, tellsStory, WHOLE_STORY } from './tells-story.ts';

const { chat, stream, call, tool, fail } = WHOLE_STORY;

tellsStory({
  name: '@strands-agents/sdk',
  app: ({ url, key }) => ({
    folder: 'strands',
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${key}`,
      OTEL_SERVICE_NAME: 'help-desk',
      OTEL_LOG_LEVEL: 'warn',
    },
  }),
  lines: [chat, stream, call, tool, fail].map(asAsked),
  asks: 5,
  dialect: 'strands',
  timesFirstWord: false,
  showsTool: true,
});
