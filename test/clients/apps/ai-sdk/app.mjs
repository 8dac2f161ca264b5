import { createOpenAI } from '@ai-sdk/openai';
import { OpenTelemetry } from '@ai-sdk/otel';
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import * as ai from 'ai';
import { z } from 'zod';
import { runStory } from '../ai-sdk-story.mjs';

const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
provider.register();
ai.registerTelemetry(new OpenTelemetry());

await trace.getTracer('help-desk').startActiveSpan('answer', async (span) => {
  span.setAttributes({ 'user.id': process.env.APP_USER, 'session.id': process.env.APP_SESSION });
  await runStory({ ai, openai: createOpenAI(), z, system: (instructions) => ({ instructions }), telemetry: {} });
  span.end();
});
await provider.shutdown();
