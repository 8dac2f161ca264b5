/** OpenLLMetry: Traceloop's SDK with its wrappers of workflows and tools. Embeddings and failed calls make no spans in it. */
import { CHAT_WITHOUT_CACHE, type Line, tellsStory, WHOLE_STORY } from './tells-story.ts';

const { call, tool } = WHOLE_STORY;

/** It counts a stream's tokens itself, whatever the provider says. */
const STREAM: Line = ['stream', WHOLE_STORY.stream[1], 'ok', 8, 17, 8 * 150 + 17 * 600];

tellsStory({
  name: '@traceloop/node-server-sdk',
  app: ({ url, key }) => ({
    folder: 'openllmetry',
    env: { TRACELOOP_BASE_URL: url, TRACELOOP_API_KEY: key, TRACELOOP_TELEMETRY: 'false' },
  }),
  lines: [CHAT_WITHOUT_CACHE, STREAM, call, tool],
  dialect: 'openllmetry',
  timesFirstWord: false,
  showsTool: true,
});
