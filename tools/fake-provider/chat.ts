/** Answers as POST /v1/chat/completions gives them: whole, or as the data of a stream's events. */
import { type Ask, piecesOf, type Reply, tokensOf } from './script.ts';

/** What an answer is made of. */
export interface Told {
  readonly ask: Ask;
  readonly reply: Reply;
  /** Unlike any other answer's of the same provider. */
  readonly number: number;
  /** Seconds since 1970. */
  readonly created: number;
}

/** The model that answers is a dated snapshot of the one that was asked for. */
export const servedModel = (model: string): string => SNAPSHOTS[model] ?? model;

const SNAPSHOTS: Readonly<Record<string, string>> = {
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
  'gpt-4o': 'gpt-4o-2024-08-06',
};

export const chatCompletion = (told: Told): object => ({
  ...head(told, 'chat.completion'),
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: told.reply.text ?? null,
        refusal: null,
        ...(told.reply.toolCalls ? { tool_calls: toolCallsOf(told) } : {}),
      },
      logprobs: null,
      finish_reason: finishReason(told),
    },
  ],
  usage: usageOf(told),
});

/** The chunks of a stream; the last one holds the usage where the caller asked for it. */
export const chatChunks = (told: Told, includeUsage: boolean): readonly object[] => {
  const chunk = (delta: object, finish: string | null = null): object => ({
    ...head(told, 'chat.completion.chunk'),
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(includeUsage ? { usage: null } : {}),
  });
  return [
    chunk({ role: 'assistant', content: told.reply.text === undefined ? null : '' }),
    ...piecesOf(told.reply.text ?? '').map((content) => chunk({ content })),
    ...toolCallsOf(told).map((call, index) => chunk({ tool_calls: [{ index, ...call }] })),
    chunk({}, finishReason(told)),
    ...(includeUsage ? [{ ...head(told, 'chat.completion.chunk'), choices: [], usage: usageOf(told) }] : []),
  ];
};

const head = ({ ask, number, created }: Told, object: string): object => ({
  id: `chatcmpl-${number}`,
  object,
  created,
  model: servedModel(ask.model),
  service_tier: 'default',
  system_fingerprint: 'fp_fake',
});

const toolCallsOf = ({ reply, number }: Told) =>
  (reply.toolCalls ?? []).map((call, index) => ({
    id: `call_${number}_${index}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));

const finishReason = ({ reply }: Told): string => (reply.toolCalls ? 'tool_calls' : 'stop');

const usageOf = ({ ask, reply }: Told): object => {
  const { input, output, cached = 0, reasoning = 0 } = tokensOf(ask, reply);
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: reasoning, audio_tokens: 0 },
  };
};
