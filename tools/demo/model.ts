/** Calls a model provider over HTTP, each call a span: what an app's own wrapper of its provider looks like. */
import type { Attributes, Span } from '@opentelemetry/api';
import { interactionIdOf, type Telemetry } from './telemetry.ts';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content?: string;
  readonly tool_calls?: readonly WantedCall[];
  readonly tool_call_id?: string;
}

export interface WantedCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** What a model said, and which call it said it in. */
export interface Said {
  readonly interactionId: string;
  readonly text: string;
  readonly calls: readonly WantedCall[];
}

/** A call that came to nothing: the provider refused, or did not answer in time. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  /** Which call it was. */
  readonly interactionId: string;

  constructor(message: string, interactionId: string) {
    super(message);
    this.interactionId = interactionId;
  }
}

export interface ModelOptions {
  readonly baseUrl: string;
  readonly telemetry: Telemetry;
  /** After which an answer is given up, milliseconds. */
  readonly patienceMs: number;
}

export const createModel = ({ baseUrl, telemetry, patienceMs }: ModelOptions) => {
  const { hostname: address } = new URL(baseUrl);
  const shared = { 'gen_ai.provider.name': 'openai', 'server.address': address };

  const post = async (path: string, body: object, span: Span): Promise<Response> => {
    const response = await fetch(baseUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    span.setAttribute('http.response.status_code', response.status);
    if (response.ok) return response;
    const { error } = (await response.json()) as { error: { message: string } };
    throw new Error(error.message);
  };

  /** One call as a span; whatever goes wrong in it, while the answer streams in too, is the call's. */
  const call = <T>(name: string, attributes: Attributes, run: (span: Span) => Promise<T>): Promise<T> =>
    telemetry.step(name, { ...shared, ...attributes }, (span) =>
      run(span).catch((error: Error) => {
        const message = error.name === 'TimeoutError' ? `no answer within ${patienceMs} ms` : error.message;
        throw new ProviderError(message, interactionIdOf(span));
      }),
    );

  return {
    /** Asks for an answer as a stream, and puts it together. */
    chat: (model: string, messages: readonly Message[], tools: readonly string[]): Promise<Said> =>
      call(
        `chat ${model}`,
        {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': model,
          'gen_ai.request.temperature': 0.2,
          'gen_ai.request.stream': true,
          'gen_ai.input.messages': JSON.stringify(messages.map(asParts)),
        },
        async (span) => {
          const asked = performance.now();
          const response = await post(
            '/chat/completions',
            {
              model,
              messages,
              tools: tools.map((name) => ({ type: 'function', function: { name } })),
              temperature: 0.2,
              stream: true,
              stream_options: { include_usage: true },
            },
            span,
          );
          let [text, calls]: [string, readonly WantedCall[]] = ['', []];
          for await (const chunk of chunksOf(response)) {
            if (text === '' && calls.length === 0) {
              span.setAttribute('gen_ai.response.time_to_first_chunk', (performance.now() - asked) / 1000);
            }
            const choice = chunk.choices[0];
            text += choice?.delta.content ?? '';
            calls = [...calls, ...(choice?.delta.tool_calls ?? [])];
            if (choice?.finish_reason) span.setAttribute('gen_ai.response.finish_reasons', [choice.finish_reason]);
            if (chunk.usage) recordUsage(span, chunk);
          }
          const said = asParts({ role: 'assistant', content: text, tool_calls: calls });
          span.setAttribute('gen_ai.output.messages', JSON.stringify([said]));
          return { interactionId: interactionIdOf(span), text, calls };
        },
      ),

    /** Makes a vector of a text; what it is good for is left to the reader. */
    embed: (text: string): Promise<void> => {
      const model = 'text-embedding-3-small';
      return call(
        `embeddings ${model}`,
        { 'gen_ai.operation.name': 'embeddings', 'gen_ai.request.model': model },
        async (span) => {
          const response = await post('/embeddings', { model, input: text }, span);
          const { usage } = (await response.json()) as { usage: { prompt_tokens: number } };
          span.setAttribute('gen_ai.usage.input_tokens', usage.prompt_tokens);
        },
      );
    },
  };
};

export type Model = ReturnType<typeof createModel>;

interface Chunk {
  readonly id: string;
  readonly model: string;
  readonly choices: readonly {
    readonly delta: { readonly content?: string | null; readonly tool_calls?: readonly WantedCall[] };
    readonly finish_reason: string | null;
  }[];
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly prompt_tokens_details: { readonly cached_tokens: number };
  } | null;
}

/** The events of a stream, as they come. */
async function* chunksOf(response: Response): AsyncGenerator<Chunk> {
  let rest = '';
  for await (const piece of (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
    const events = (rest + piece).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.replace(/^data: /, '');
      if (data !== '[DONE]') yield JSON.parse(data) as Chunk;
    }
  }
}

const recordUsage = (span: Span, { id, model, usage }: Chunk): void => {
  span.setAttributes({
    'gen_ai.response.id': id,
    'gen_ai.response.model': model,
    'gen_ai.usage.input_tokens': usage?.prompt_tokens ?? 0,
    'gen_ai.usage.output_tokens': usage?.completion_tokens ?? 0,
    'gen_ai.usage.cache_read.input_tokens': usage?.prompt_tokens_details.cached_tokens ?? 0,
  });
};

/** A message as OpenTelemetry's conventions write it. */
const asParts = ({ role, content, tool_calls = [], tool_call_id }: Message): object => ({
  role,
  parts: [
    ...(role === 'tool' ? [{ type: 'tool_call_response', id: tool_call_id, response: content }] : []),
    ...(role !== 'tool' && content ? [{ type: 'text', content }] : []),
    ...tool_calls.map((call) => ({
      type: 'tool_call',
      id: call.id,
      name: call.function.name,
      arguments: JSON.parse(call.function.arguments),
    })),
  ],
});
