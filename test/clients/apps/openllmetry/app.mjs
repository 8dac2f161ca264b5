import * as traceloop from '@traceloop/node-server-sdk';
import OpenAI from 'openai';
import { runStory } from '../openai-story.mjs';

// TRACELOOP_BASE_URL and TRACELOOP_API_KEY say where to send.
traceloop.initialize({ appName: 'help-desk', instrumentModules: { openAI: OpenAI }, traceloopSyncEnabled: false });

await traceloop.withAssociationProperties({ user_id: process.env.APP_USER, session_id: process.env.APP_SESSION }, () =>
  traceloop.withWorkflow({ name: 'answer' }, () =>
    runStory(new OpenAI({ maxRetries: 0 }), {
      withTool: (name, given, run) => traceloop.withTool({ name, inputParameters: [JSON.parse(given)] }, run),
    }),
  ),
);
await traceloop.forceFlush();
