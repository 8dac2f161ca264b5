/**
 * Asks a model of Amazon Bedrock through the Converse API.
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
import type { Converse } from '../../pipelines/ports/judge.ts';
import { type CallerEnvironment, createSignedFetch } from '../signed-fetch.ts';

/** A small model answers within seconds; what takes a minute is stuck. */
const TIMEOUT_MS = 30_000;

interface Answer {
  readonly output?: { readonly message?: { readonly content?: readonly { readonly text?: string }[] } };
  readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number };
}

/** Throws with the status and never the text, which may quote the call. */
export const createConverse = (environment: CallerEnvironment, clock: () => number): Converse => {
  const call = createSignedFetch(environment, { host: 'bedrock-runtime', signingName: 'bedrock' }, clock);
  return async (model, { system, user }, { maxTokens }, { signal }) => {
    const answer = await call({
      path: `/model/${encodeURIComponent(model)}/converse`,
      contentType: 'application/json',
      body: JSON.stringify({
        system: [{ text: system }],
        messages: [{ role: 'user', content: [{ text: user }] }],
        inferenceConfig: { maxTokens, temperature: 0 },
      }),
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal === undefined ? [] : [signal])]),
    });
    if (!answer.ok) throw new Error(`Bedrock answered ${answer.status} to Converse`);
    const { output, usage } = (await answer.json()) as Answer;
    return {
      text: (output?.message?.content ?? []).map(({ text }) => text ?? '').join(''),
      usage: { inputTokens: usage?.inputTokens ?? 0, outputTokens: usage?.outputTokens ?? 0 },
    };
  };
};
