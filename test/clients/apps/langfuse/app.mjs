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

const langfuse = new LangfuseClient();
await langfuse.api.projects.get(); // throws where the key is not known, or the answer is not Langfuse's
langfuse.score.create({
  traceId,
  name: 'helpfulness',
  value: 0.9,
  comment: 'Well said to maria.keller@example.com',
});
langfuse.score.create({ traceId, name: 'user-feedback', value: 1, dataType: 'BOOLEAN', comment: 'Quick and clear' });
await langfuse.shutdown();
