import { Langfuse, observeOpenAI } from 'langfuse';
import OpenAI from 'openai';
import { runStory } from '../openai-story.mjs';

// LANGFUSE_BASEURL, LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY say where to send.
const langfuse = new Langfuse();
const { APP_USER: userId, APP_SESSION: sessionId } = process.env;
const trace = langfuse.trace({ name: 'answer', userId, sessionId });
const openai = observeOpenAI(new OpenAI({ maxRetries: 0 }), { parent: trace });

await runStory(openai, {
  withTool: async (name, given, run) => {
    const span = trace.span({ name, input: JSON.parse(given) });
    const found = await run();
    span.end({ output: found });
    return found;
  },
});
trace.score({ name: 'helpfulness', value: 0.9, comment: 'Well said to maria.keller@example.com' });
trace.score({ name: 'user-feedback', value: 1, dataType: 'BOOLEAN', comment: 'Quick and clear' });
await langfuse.shutdownAsync();
