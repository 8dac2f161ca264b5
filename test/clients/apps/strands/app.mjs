import { trace } from '@opentelemetry/api';
import { Agent, tool } from '@strands-agents/sdk';
import { OpenAIModel } from '@strands-agents/sdk/models/openai';
import { setupMeter, setupTracer } from '@strands-agents/sdk/telemetry';
import { z } from 'zod';
import { ASKED, FOUND, MODEL, SYSTEM } from '../../story.ts';

// The exporters take their endpoint and header from OTEL_EXPORTER_OTLP_*.
const tracing = setupTracer({ exporters: { otlp: true } });
const metering = setupMeter({ exporters: { otlp: true } });

const findOrder = tool({
  name: 'find_order',
  description: 'Finds where an order is',
  inputSchema: z.object({ order: z.string() }),
  callback: () => FOUND,
});

const model = new OpenAIModel({ api: 'chat', modelId: MODEL, clientConfig: { maxRetries: 0 } });
const ask = (question, options = {}) =>
  new Agent({
    model,
    printer: false,
    retryStrategy: null,
    traceAttributes: { 'user.id': process.env.APP_USER, 'session.id': process.env.APP_SESSION },
    ...options,
  }).invoke(question);

await trace.getTracer('help-desk').startActiveSpan('answer', async (span) => {
  await ask(ASKED.chat, { systemPrompt: SYSTEM });
  await ask(ASKED.stream);
  await ask(ASKED.tool, { tools: [findOrder] });
  await ask(ASKED.fail).catch(() => undefined);
  span.end();
});
await tracing.forceFlush();
await metering.forceFlush();
