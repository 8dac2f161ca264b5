import { LangfuseClient } from '@langfuse/client';
import { observeOpenAI } from '@langfuse/openai';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { getActiveTraceId, propagateAttributes, startActiveObservation } from '@langfuse/tracing';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import { runStory } from '../openai-story.mjs';

// LANGFUSE_BASE_URL, LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY say where to send.
const provider = new NodeTracerProvider({ spanProcessors: [new LangfuseSpanProcessor()] });
provider.register();

const { APP_USER: userId, APP_SESSION: sessionId } = process.env;
const traceId = await startActiveObservation('answer', () =>
  propagateAttributes({ userId, sessionId }, async () => {
    await runStory(observeOpenAI(new OpenAI({ maxRetries: 0 })), {
      withTool: (name, given, run) =>
        startActiveObservation(
          name,
          async (tool) => {
            const found = await run();
            tool.update({ input: JSON.parse(given), output: found });
            return found;
          },
          { asType: 'tool' },
        ),
    });
    return getActiveTraceId();
  }),
);
await provider.shutdown();

if (process.env.APP_SCORES) {
  const langfuse = new LangfuseClient();
  langfuse.score.create({ traceId, name: 'helpfulness', value: 0.9, comment: 'said maria.keller@example.com' });
  langfuse.score.create({ traceId, name: 'user-feedback', value: 1, dataType: 'BOOLEAN', comment: 'quick' });
  await langfuse.shutdown();
}
