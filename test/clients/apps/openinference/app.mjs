import { setSession, setUser } from '@arizeai/openinference-core';
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { context, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import { runStory } from '../openai-story.mjs';

// The exporter takes its endpoint and header from OTEL_EXPORTER_OTLP_*.
const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
provider.register();
new OpenAIInstrumentation().manuallyInstrument(OpenAI);

const { APP_USER: userId, APP_SESSION: sessionId } = process.env;
const watched = setSession(setUser(context.active(), { userId }), { sessionId });
await context.with(watched, () =>
  trace.getTracer('help-desk').startActiveSpan('answer', async (span) => {
    await runStory(new OpenAI({ maxRetries: 0 }));
    span.end();
  }),
);
await provider.shutdown();
