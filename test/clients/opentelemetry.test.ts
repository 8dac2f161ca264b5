/** OpenTelemetry's own instrumentation of OpenAI's SDK: metadata in spans, texts in logs, sums in metrics. */
import { CHAT_WITHOUT_CACHE, tellsStory, WHOLE_STORY } from './tells-story.ts';

const { stream, call, tool, embed, fail } = WHOLE_STORY;

for (const protocol of ['http/protobuf', 'http/json']) {
  for (const compression of ['none', 'gzip']) {
    tellsStory({
      name: `@opentelemetry/instrumentation-openai, ${protocol}, ${compression}`,
      app: ({ url, key }) => ({
        folder: 'opentelemetry',
        run: ['--require', './telemetry.cjs', 'app.cjs'],
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: url,
          OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${key}`,
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
          OTEL_EXPORTER_OTLP_COMPRESSION: compression,
          OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true',
          OTEL_SERVICE_NAME: 'help-desk',
          OTEL_LOGS_EXPORTER: 'otlp',
          OTEL_METRICS_EXPORTER: 'otlp',
          // Says on the error stream what an exporter was refused.
          OTEL_LOG_LEVEL: 'warn',
        },
      }),
      lines: [CHAT_WITHOUT_CACHE, stream, call, tool, embed, fail],
      dialect: 'otel-genai',
      timesFirstWord: false,
      showsTool: false,
      showsEmbedded: false,
    });
  }
}
