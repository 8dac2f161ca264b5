/** Pydantic AI's older forms and Logfire's own instrumentations. @see https://ai.pydantic.dev/logfire/ */
import { isJsonObject, type Json } from '../../../call/json.ts';
import { asDocument } from '../values.ts';
import { readDocument, responseIdIn } from './document.ts';
import type { Extractor } from './extractor.ts';
import { readMessageEvent } from './message-events.ts';
import { first, text } from './part.ts';

export const pydanticAi: Extractor = {
  names: ['events', 'all_messages_events', 'pydantic_ai.all_messages', 'final_result', 'request_data', 'response_data'],
  extract: ({ attributes }) => {
    const events = asDocument(first(attributes, 'events', 'all_messages_events') ?? null);
    const messages = (Array.isArray(events) ? events : []).flatMap((event) => {
      const name = isJsonObject(event) ? text(event, 'event.name') : undefined;
      return name === undefined ? [] : (readMessageEvent(name, event as Readonly<Record<string, Json>>) ?? []);
    });
    const of = (side: 'input' | 'output'): Json | undefined => {
      const list = messages.filter((message) => message.side === side).flatMap((message) => message.messages);
      return list.length === 0 ? undefined : list;
    };
    const response = first(attributes, 'response_data');
    return {
      input: of('input') ?? readDocument(first(attributes, 'pydantic_ai.all_messages', 'request_data'), 'input'),
      output: of('output') ?? readDocument(first(attributes, 'final_result', 'response_data'), 'output'),
      responseId: response === undefined ? undefined : responseIdIn(asDocument(response)),
    };
  },
};
