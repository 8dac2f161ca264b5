/** OpenTelemetry from 1.37 on: whole conversations, as JSON text on spans and structured on events and log records. */
import type { Json } from '../../../call/json.ts';
import type { Attributes } from '../../wire/model.ts';
import { asDocument } from '../values.ts';
import { withSystem } from './document.ts';
import type { Content, Extractor } from './extractor.ts';
import { toMessages } from './messages.ts';
import { first } from './part.ts';

/** The three attributes, which are the same wherever they stand. */
export const fromMessageAttributes = (attributes: Attributes): Content => ({
  input: withSystem(
    first(attributes, 'gen_ai.system_instructions', 'system_prompt'),
    inputOf(first(attributes, 'gen_ai.input.messages')),
  ),
  output: toMessages(first(attributes, 'gen_ai.output.messages'), 'assistant'),
});

export const semanticConventions: Extractor = {
  names: ['gen_ai.system_instructions', 'gen_ai.input.messages', 'gen_ai.output.messages'],
  extract: ({ attributes }) => ({
    ...fromMessageAttributes(attributes),
    // Instructions alone are no input: the messages may stand elsewhere.
    ...(first(attributes, 'gen_ai.input.messages') === undefined ? { input: undefined } : {}),
  }),
};

/** OpenLIT writes an embedding's input as a list of bare texts. */
const inputOf = (value: Json | undefined): Json | undefined => {
  const document = value === undefined ? undefined : asDocument(value);
  const isTexts = Array.isArray(document) && document.length > 0 && document.every((item) => typeof item === 'string');
  return isTexts ? document : toMessages(document, 'user');
};
