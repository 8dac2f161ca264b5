import { createOpenAI } from '@ai-sdk/openai';
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import * as ai from 'ai';
import { z } from 'zod';
import { runStory } from '../ai-sdk-story.mjs';

const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
provider.register();

const telemetry = {
  experimental_telemetry: {
    isEnabled: true,
    functionId: 'help-desk',
    metadata: { userId: process.env.APP_USER, sessionId: process.env.APP_SESSION },
  },
};
await trace.getTracer('help-desk').startActiveSpan('answer', async (span) => {
  await runStory({ ai, openai: createOpenAI(), z, system: (system) => ({ system }), telemetry });
  span.end();
});
await provider.shutdown();
