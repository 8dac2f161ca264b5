import { setSession, setUser } from '@arizeai/openinference-core';
import { LangChainInstrumentation } from '@arizeai/openinference-instrumentation-langchain';
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import * as callbackManager from '@langchain/core/callbacks/manager';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { context, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import { z } from 'zod';
import { ASKED, EMBEDDING_MODEL, FOUND, MODEL, SYSTEM } from '../../story.ts';

const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
provider.register();
new LangChainInstrumentation().manuallyInstrument(callbackManager);
// Many apps watch the SDK under it as well.
if (process.env.APP_WATCHES_SDK) new OpenAIInstrumentation().manuallyInstrument(OpenAI);

const model = new ChatOpenAI({ model: MODEL, temperature: 0.2, maxTokens: 200, maxRetries: 0 });
const findOrder = tool(async () => FOUND, {
  name: 'find_order',
  description: 'Finds where an order is',
  schema: z.object({ order: z.string() }),
});

const tellStory = async () => {
  await model.invoke([new SystemMessage(SYSTEM), new HumanMessage(ASKED.chat)]);

  for await (const _piece of await model.stream(ASKED.stream));

  const withTools = model.bindTools([findOrder]);
  const messages = [new HumanMessage(ASKED.tool)];
  const wanted = await withTools.invoke(messages);
  messages.push(wanted, await findOrder.invoke(wanted.tool_calls[0]));
  await withTools.invoke(messages);

  await new OpenAIEmbeddings({ model: EMBEDDING_MODEL }).embedQuery(ASKED.embed);

  await model.invoke(ASKED.fail).catch(() => undefined);
};

const { APP_USER: userId, APP_SESSION: sessionId } = process.env;
await context.with(setSession(setUser(context.active(), { userId }), { sessionId }), () =>
  trace.getTracer('help-desk').startActiveSpan('answer', async (span) => {
    await tellStory();
    span.end();
  }),
);
await provider.shutdown();
