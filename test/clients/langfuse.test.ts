/** Langfuse's current SDK: spans as OTLP in JSON at Langfuse's own path, the key as a password. It gives no tokens of embeddings. */
import { asAsked, type Line, tellsStory, WHOLE_STORY } from './tells-story.ts';

const { chat, stream, call, tool, fail } = WHOLE_STORY;

const EMBED: Line = ['embed', 'text-embedding-3-small', 'ok', null, null, null];

tellsStory({
  name: '@langfuse/otel with @langfuse/openai',
  app: ({ url, key }) => ({
    folder: 'langfuse',
    env: { LANGFUSE_BASE_URL: url, LANGFUSE_PUBLIC_KEY: 'pk-lf-any', LANGFUSE_SECRET_KEY: key },
  }),
  lines: [chat, asAsked(stream), call, tool, EMBED, fail],
  dialect: 'langfuse',
  timesFirstWord: true,
  showsTool: true,
});
