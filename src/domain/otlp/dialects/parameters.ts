/** How a model was asked to answer: temperature and the like, under plain names whatever the dialect. */
import { isJsonObject, type Json, type JsonObject } from '../../call/json.ts';
import type { Attributes } from '../wire/model.ts';
import type { Found } from './find-fields.ts';
import { remembered } from './remembered.ts';

const PREFIXES = ['gen_ai.request.', 'ai.settings.', 'gen_ai.openai.request.', 'openai.request.', 'llm.request.'];

/** What stands among parameters and is none: it has a field of its own, or is content. */
const NONE =
  /^(?:model|stream|is_stream|streaming|type|user|messages|message|input|prompt|tools|functions|system|contents|headers|context|runtimeContext|response_format|max_retries)$/i;

/** The parameter that an attribute is, by its plain name; undefined for all other attributes. */
export const parameterName = remembered((name: string): string | undefined => {
  if (name === 'gen_ai.request.choice.count') return 'choice_count';
  if (name === 'gen_ai.request.reasoning.level') return 'reasoning_level';
  const prefix = PREFIXES.find((candidate) => name.startsWith(candidate));
  if (prefix === undefined || name.indexOf('.', prefix.length) >= 0) return undefined;
  const plain = snake(name.slice(prefix.length));
  return NONE.test(plain) ? undefined : plain;
});

/** The parameters of a call; undefined when it states none. */
export const parametersOf = (attributes: Attributes, found: Found): JsonObject | undefined => {
  const parameters: [name: string, value: Json][] = Object.entries(parametersIn(found.modelParameters ?? {}) ?? {});
  for (const name in attributes) {
    const plain = parameterName(name);
    const value = attributes[name] ?? null;
    if (plain !== undefined && isParameterValue(value)) parameters.push([plain, value]);
  }
  return parameters.length === 0 ? undefined : Object.fromEntries(parameters);
};

/** The parameters among the fields of an object; undefined when there are none. */
export const parametersIn = (object: JsonObject): JsonObject | undefined => {
  const parameters = Object.entries(object)
    .map(([name, value]) => [snake(name), value] as const)
    .filter(([plain, value]) => !NONE.test(plain) && isParameterValue(value));
  return parameters.length === 0 ? undefined : Object.fromEntries(parameters);
};

const snake = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();

/** Parameters are scalars and lists of them; what is deeper is a schema or a conversation. */
export const isParameterValue = (value: Json): boolean =>
  value !== null &&
  value !== '' &&
  !isJsonObject(value) &&
  !(Array.isArray(value) && value.some((item) => typeof item === 'object'));
