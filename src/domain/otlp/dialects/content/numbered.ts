/** OpenLLMetry's first form, `gen_ai.prompt.0.content`, and LangSmith's, a whole request and response under the same two names. */
import { asDocument } from '../values.ts';
import { readDocument, responseIdIn } from './document.ts';
import type { Extractor } from './extractor.ts';
import { toMessages } from './messages.ts';
import { first } from './part.ts';
import { unflatten } from './unflatten.ts';

export const numbered: Extractor = {
  names: ['gen_ai.prompt.', 'gen_ai.completion.', 'gen_ai.prompt', 'gen_ai.completion', 'llm.completions.'],
  extract: ({ attributes }) => {
    const prompts = unflatten(attributes, 'gen_ai.prompt.') ?? unflatten(attributes, 'llm.prompts.');
    const completions = unflatten(attributes, 'gen_ai.completion.') ?? unflatten(attributes, 'llm.completions.');
    const response = first(attributes, 'gen_ai.completion');
    return {
      input: Array.isArray(prompts)
        ? toMessages(prompts, 'user')
        : readDocument(first(attributes, 'gen_ai.prompt'), 'input'),
      output: Array.isArray(completions) ? toMessages(completions, 'assistant') : readDocument(response, 'output'),
      responseId: response === undefined ? undefined : responseIdIn(asDocument(response)),
    };
  },
};
