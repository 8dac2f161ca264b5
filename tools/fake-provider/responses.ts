/** Answers as POST /v1/responses gives them: whole, or as the events of a stream. */
import { servedModel, type Told } from './chat.ts';
import { piecesOf, tokensOf } from './script.ts';

export const response = (told: Told): object => ({
  ...shell(told),
  status: 'completed',
  output: outputOf(told),
  usage: usageOf(told),
});

/** The events of a stream, in order; each is sent under its type. */
export const responseEvents = (told: Told): readonly Event[] => {
  const started = { ...shell(told), status: 'in_progress', output: [], usage: null };
  const items = outputOf(told).flatMap((item, output_index) => [
    { type: 'response.output_item.added', output_index, item: { ...item, status: 'in_progress', ...emptied(item) } },
    ...(item.type === 'message'
      ? messageEvents(item.id, output_index, told.reply.text ?? '')
      : [
          {
            type: 'response.function_call_arguments.delta',
            item_id: item.id,
            output_index,
            delta: item['arguments'],
          },
          {
            type: 'response.function_call_arguments.done',
            item_id: item.id,
            output_index,
            arguments: item['arguments'],
          },
        ]),
    { type: 'response.output_item.done', output_index, item },
  ]);
  return [
    { type: 'response.created', response: started },
    { type: 'response.in_progress', response: started },
    ...items,
    { type: 'response.completed', response: response(told) },
  ].map((event, sequence_number) => ({ ...event, sequence_number }));
};

interface Event {
  readonly type: string;
  readonly [name: string]: unknown;
}

interface Item extends Event {
  readonly id: string;
}

const outputOf = ({ reply, number }: Told): readonly Item[] => [
  ...(reply.text === undefined
    ? []
    : [
        {
          type: 'message',
          id: `msg_${number}`,
          status: 'completed',
          role: 'assistant',
          content: [{ type: 'output_text', text: reply.text, annotations: [] }],
        },
      ]),
  ...(reply.toolCalls ?? []).map((call, index) => ({
    type: 'function_call',
    id: `fc_${number}_${index}`,
    call_id: `call_${number}_${index}`,
    status: 'completed',
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  })),
];

const emptied = ({ type }: Item): object => (type === 'message' ? { content: [] } : { arguments: '' });

const messageEvents = (item_id: string, output_index: number, text: string): readonly Event[] => {
  const at = { item_id, output_index, content_index: 0 };
  const part = (said: string): object => ({ type: 'output_text', text: said, annotations: [] });
  return [
    { type: 'response.content_part.added', ...at, part: part('') },
    ...piecesOf(text).map((delta) => ({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...at, text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part: part(text) },
  ];
};

const shell = ({ ask, number, created }: Told): object => ({
  id: `resp_${number}`,
  object: 'response',
  created_at: created,
  model: servedModel(ask.model),
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  parallel_tool_calls: true,
  tool_choice: 'auto',
  tools: [],
  service_tier: 'default',
});

const usageOf = ({ ask, reply }: Told): object => {
  const { input, output, cached = 0, reasoning = 0 } = tokensOf(ask, reply);
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
};
