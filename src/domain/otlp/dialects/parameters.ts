/** How a model was asked to answer: temperature and the like, under plain names whatever the dialect. */
import { isJsonObject, type Json, type JsonObject } from '../../call/json.ts';
import type { Attributes } from '../wire/model.ts';
import type { Found } from './find-fields.ts';

const PREFIXES = ['gen_ai.request.', 'ai.settings.', 'gen_ai.openai.request.', 'openai.request.', 'llm.request.'];

/** What stands among parameters and is none: it has a field of its own, or is content. */
const NONE =
  /^(?:model|stream|is_stream|streaming|type|user|messages|message|input|prompt|tools|functions|system|contents|headers|context|runtimeContext|response_format|max_retries)$/i;

/** The parameters of a call; undefined when it states none. */
export const parametersOf = (attributes: Attributes, found: Found): JsonObject | undefined => {
  const parameters: [name: string, value: Json][] = [];
  const add = (name: string, value: Json): void => {
    const plain = snake(name);
    if (value === null || value === '' || NONE.test(plain) || isDeep(value)) return;
    parameters.push([plain, value]);
  };
  for (const [name, value] of Object.entries(found.modelParameters ?? {})) add(name, value);
  for (const name in attributes) {
    const prefix = PREFIXES.find((candidate) => name.startsWith(candidate));
    if (prefix !== undefined && name.indexOf('.', prefix.length) < 0)
      add(name.slice(prefix.length), attributes[name] ?? null);
  }
  if (attributes['gen_ai.request.choice.count'] !== undefined)
    add('choice_count', attributes['gen_ai.request.choice.count']);
  if (attributes['gen_ai.request.reasoning.level'] !== undefined)
    add('reasoning_level', attributes['gen_ai.request.reasoning.level']);
  return parameters.length === 0 ? undefined : Object.fromEntries(parameters);
};

/** Whether an attribute is a parameter's. */
export const isParameterName = (name: string): boolean =>
  PREFIXES.some(
    (prefix) =>
      name.startsWith(prefix) && name.indexOf('.', prefix.length) < 0 && !NONE.test(snake(name.slice(prefix.length))),
  ) ||
  name === 'gen_ai.request.choice.count' ||
  name === 'gen_ai.request.reasoning.level';

const snake = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();

/** Parameters are scalars and lists of them; what is deeper is a schema or a conversation. */
const isDeep = (value: Json): boolean =>
  isJsonObject(value) || (Array.isArray(value) && value.some((item) => typeof item === 'object'));
