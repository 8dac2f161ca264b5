/** What a fake provider is asked, and what it can be told to do: the words that its scripts are written in. */

/** One request to a model, whatever route it came by. */
export interface Ask {
  readonly model: string;
  /** The conversation, in order; content that is not text is left out. */
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  /** The names of the tools that the model may call. */
  readonly tools: readonly string[];
  /** The text of the last message, whoever wrote it. */
  readonly last: string;
  /** What the tools gave back so far. */
  readonly toolResults: readonly string[];
}

/** Tokens as OpenAI states them: input includes what was cached, output includes reasoning. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cached?: number;
  readonly reasoning?: number;
}

export interface ToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface Failure {
  /** 400 and up. */
  readonly status: number;
  readonly message: string;
  readonly type?: string;
  readonly code?: string;
  /** The header `retry-after`, in seconds. */
  readonly retryAfter?: number;
}

/** An answer. Without tokens they are counted from the texts, always alike. */
export interface Reply {
  readonly text?: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly tokens?: Tokens;
  readonly failure?: Failure;
  /** Before the first byte of the answer, or of its first piece where it is streamed; milliseconds. */
  readonly delayMs?: number;
  /** Between two pieces of a streamed answer; milliseconds. */
  readonly pieceMs?: number;
}

/** Decides what is answered. Pure: the same question always has the same answer. */
export type Script = (ask: Ask) => Reply;

/** The tokens of an answer, counted roughly as tokenizers do: four letters to a token. */
export const tokensOf = (ask: Ask, { text = '', toolCalls = [], tokens }: Reply): Tokens =>
  tokens ?? {
    input: ask.messages.reduce((sum, { text }) => sum + 4 + Math.ceil(text.length / 4), 3),
    output: Math.ceil((text + toolCalls.map((call) => JSON.stringify(call)).join('')).length / 4),
  };

/** Splits an answer into the pieces that a stream sends: words, with the space before each. */
export const piecesOf = (text: string): readonly string[] => text.match(/\s*\S+/g) ?? [];
