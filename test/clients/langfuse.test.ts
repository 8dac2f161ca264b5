/**
 * Langfuse's current SDK, which sends spans as OTLP in JSON to Langfuse's own path and scores to its ingestion route; and its
 * version 3, which sends all to that route. The key goes as a password. Neither gives the tokens of embeddings.
 */
import assert from 'node:assert/strict';
import { asAsked, type Line, type Told, tellsStory, WHOLE_STORY } from './tells-story.ts';

const { chat, stream, call, tool, fail } = WHOLE_STORY;

const EMBED: Line = ['embed', 'text-embedding-3-small', 'ok', null, null, null];

const shared = {
  lines: [chat, asAsked(stream), call, tool, EMBED, fail],
  dialect: 'langfuse',
  timesFirstWord: true,
  also: ['shows scores as what they are: an assessment, or what a person thinks', scoresOf],
} as const;

function scoresOf({ trace }: Told): void {
  const { assessments, feedback } = trace;

  assert.deepEqual(
    assessments.map(({ dimension, score, explanation }: Record<string, unknown>) => [dimension, score, explanation]),
    [['helpfulness', 0.9, 'Well said to [EMAIL]']],
  );
  assert.deepEqual(
    feedback.map(({ feedback_type, comment }: Record<string, unknown>) => [feedback_type, comment]),
    [['thumbs_up', 'Quick and clear']],
  );
}

tellsStory({
  ...shared,
  name: '@langfuse/otel with @langfuse/openai and @langfuse/client',
  app: ({ url, key }) => ({
    folder: 'langfuse',
    env: { LANGFUSE_BASE_URL: url, LANGFUSE_PUBLIC_KEY: 'pk-lf-any', LANGFUSE_SECRET_KEY: key },
  }),
  showsTool: true,
});

tellsStory({
  ...shared,
  name: 'langfuse 3',
  app: ({ url, key }) => ({
    folder: 'langfuse-v3',
    env: { LANGFUSE_BASEURL: url, LANGFUSE_PUBLIC_KEY: 'pk-lf-any', LANGFUSE_SECRET_KEY: key },
  }),
  // A tool is a span like any other to it.
  showsTool: false,
});
