// The story told with Vercel's AI SDK; the same for every version of it that we test.
import { ASKED, EMBEDDING_MODEL, FOUND, MODEL, SYSTEM } from '../story.ts';

/** `telemetry` is what the version at hand needs with each call. */
export async function runStory({ ai, openai, z, system, telemetry }) {
  const model = openai(MODEL);
  const shared = { model, maxRetries: 0, ...telemetry };

  await ai.generateText({ ...shared, ...system(SYSTEM), prompt: ASKED.chat, temperature: 0.2, maxOutputTokens: 200 });

  const { textStream } = ai.streamText({ ...shared, prompt: ASKED.stream });
  for await (const _piece of textStream);

  const findOrder = ai.tool({
    description: 'Finds where an order is',
    inputSchema: z.object({ order: z.string() }),
    execute: async () => FOUND,
  });
  await ai.generateText({
    ...shared,
    prompt: ASKED.tool,
    tools: { find_order: findOrder },
    stopWhen: ai.stepCountIs(3),
  });

  await ai.embed({ ...shared, model: openai.embedding(EMBEDDING_MODEL), value: ASKED.embed });

  await ai.generateText({ ...shared, prompt: ASKED.fail }).catch(() => undefined);
}
