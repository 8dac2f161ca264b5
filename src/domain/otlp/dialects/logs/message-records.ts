/** Log records that belong to a span: messages, whole conversations, and exceptions. */
import { isJsonObject, type Json, type JsonObject } from '../../../call/json.ts';
import type { MessagePart } from '../../../call/parts.ts';
import type { RawSpan } from '../../../call/span.ts';
import { textLength } from '../../../call/text-length.ts';
import type { OtlpLogRecord } from '../../wire/model.ts';
import type { Content } from '../content/extractor.ts';
import { DETAILS_EVENT, readMessageEvent } from '../content/message-events.ts';
import { toMessages } from '../content/messages.ts';
import { get } from '../content/part.ts';
import { fromMessageAttributes } from '../content/semantic-conventions.ts';
import { EXCEPTION_EVENTS, exceptionIn } from '../failures.ts';
import { toEpochMs } from '../times.ts';
import { asObject } from '../values.ts';

/** What a record adds to its span. */
export interface Addition {
  readonly parts?: readonly Omit<MessagePart<Json>, 'occurrence'>[];
  readonly content?: Content;
  readonly error?: RawSpan['error'];
}

/** When a record's event happened. */
export const timeOf = ({ time, observed }: OtlpLogRecord): number => toEpochMs(time === 0n ? observed : time);

/** The name of a record's event: its own field, or the attribute that stood for it until 2025. */
export const eventNameOf = ({ eventName, attributes }: OtlpLogRecord): string => {
  const named = attributes['event.name'];
  return eventName !== '' ? eventName : typeof named === 'string' ? named : '';
};

/** What a record adds to the span it points to; undefined when it is none of these. `order` is its place among the span's records. */
export const readAddition = (record: OtlpLogRecord, order: number): Addition | undefined => {
  const name = eventNameOf(record);
  const { attributes } = record;
  if (name === DETAILS_EVENT) {
    const body = asObject(record.body) ?? {};
    const fromAttributes = fromMessageAttributes(attributes);
    const fromBody = fromMessageAttributes(body);
    return {
      content: { input: fromAttributes.input ?? fromBody.input, output: fromAttributes.output ?? fromBody.output },
    };
  }
  const exchange = exchangeIn(asObject(record.body));
  if (exchange !== undefined) return { content: exchange };
  if (EXCEPTION_EVENTS.has(name) || attributes['exception.type'] !== undefined)
    return { error: exceptionIn(attributes) };
  const body = asObject(record.body) ?? (typeof record.body === 'string' ? { content: record.body } : {});
  const message = readMessageEvent(name, { ...attributes, ...body });
  if (message === undefined) return undefined;
  const { side, messages, choice } = message;
  return {
    parts: messages.map((item, place) => ({
      side,
      at: timeOf(record),
      order: side === 'output' ? choice : order + place,
      chars: textLength(item),
      message: item,
    })),
  };
};

/**
 * Both sides of a call in one body, as AWS's distribution writes them for Bedrock AgentCore: {input: {messages}, output: {messages}}.
 * @see https://github.com/aws-observability/aws-otel-python-instrumentation
 */
const exchangeIn = (body: JsonObject | undefined): Content | undefined => {
  const messagesOf = (side: Json | undefined, role: string): Json | undefined =>
    isJsonObject(side) ? toMessages(get(side, 'messages'), role) : undefined;
  const input = messagesOf(body?.['input'], 'user');
  const output = messagesOf(body?.['output'], 'assistant');
  return input === undefined && output === undefined ? undefined : { input, output };
};
