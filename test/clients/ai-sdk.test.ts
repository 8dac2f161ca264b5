/** Vercel's AI SDK, the current version with its package for OpenTelemetry, and versions 5 and 6 as many still run them. */
import type { Client } from '../e2e/service.ts';
import { CHAT_WITHOUT_CACHE, type Line, tellsStory, WHOLE_STORY } from './tells-story.ts';

const { chat, stream, call, tool, embed, fail } = WHOLE_STORY;

const env = ({ url, key }: Client): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${key}`,
  OTEL_LOG_LEVEL: 'warn',
});

tellsStory({
  name: 'ai 7 with @ai-sdk/otel',
  app: (service) => ({ folder: 'ai-sdk', env: env(service) }),
  lines: [chat, stream, call, tool, embed, fail],
  dialect: 'otel-genai',
  timesFirstWord: true,
  showsTool: true,
  showsEmbedded: false,
});

/** It passes no HTTP status on. */
const FAIL: Line = ['fail', 'gpt-4o-mini', 'error', null, null, null];

for (const [version, told] of [
  [6, chat],
  [5, CHAT_WITHOUT_CACHE],
] as const) {
  tellsStory({
    name: `ai ${version} with experimental_telemetry`,
    app: (service) => ({ folder: `ai-sdk-v${version}`, env: env(service) }),
    lines: [told, stream, call, tool, embed, FAIL],
    dialect: 'vercel-ai',
    timesFirstWord: true,
    showsTool: true,
  });
}
