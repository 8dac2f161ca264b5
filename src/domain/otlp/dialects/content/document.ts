/** Recognises conversations in whole documents: the request or response of a provider, a framework's state, or plain text. */
import { isJsonObject, type Json, type JsonObject } from '../../../call/json.ts';
import { asDocument } from '../values.ts';
import { toMessages } from './messages.ts';
import { first, get, text } from './part.ts';

/** Which side of a call a document is. */
export type Side = 'input' | 'output';

const DEFAULT_ROLE: Readonly<Record<Side, string>> = { input: 'user', output: 'assistant' };

/** The document as messages where it holds a conversation, else as it is; JSON in a text is parsed. Undefined for nothing. */
export const readDocument = (value: Json | undefined, side: Side): Json | undefined => {
  const document = value === undefined ? undefined : asDocument(value);
  if (document === undefined) return undefined;
  if (Array.isArray(document))
    return document.length > 0 && document.every(isMessage) ? toMessages(document, DEFAULT_ROLE[side]) : document;
  if (!isJsonObject(document)) return document;
  return fromEnvelope(document, side) ?? (isMessage(document) ? toMessages(document, DEFAULT_ROLE[side]) : document);
};

/** The conversation inside a request (OpenAI, Anthropic, Gemini, Bedrock) or a response of theirs. */
const fromEnvelope = (document: JsonObject, side: Side): Json | undefined => {
  const role = DEFAULT_ROLE[side];
  const messages = first(document, 'messages', 'contents');
  if (Array.isArray(messages)) {
    const flat = messages.length === 1 && Array.isArray(messages[0]) ? messages[0] : messages;
    const system = first(document, 'system', 'systemInstruction', 'system_instruction', 'instructions');
    return joined(toMessages(system, 'system'), toMessages(flat, role));
  }
  const listed = first(document, 'choices', 'candidates');
  if (Array.isArray(listed)) {
    return toMessages(
      listed.map((choice) => (isJsonObject(choice) ? ofChoice(choice) : choice)),
      role,
    );
  }
  // Google's agents keep the one candidate without its list.
  const content = get(document, 'content');
  if (isJsonObject(content) && Array.isArray(get(content, 'parts'))) return toMessages([ofChoice(document)], role);
  const generations = get(document, 'generations');
  if (Array.isArray(generations)) return toMessages(generations.flat(), role);
  const items = get(document, side);
  if (
    side === 'input' &&
    items !== undefined &&
    (get(document, 'model') !== undefined || get(document, 'instructions') !== undefined)
  ) {
    return joined(toMessages(get(document, 'instructions'), 'system'), toMessages(items, role));
  }
  if (side === 'output' && Array.isArray(items) && items.every(isMessage)) return toMessages(items, role);
  if (side === 'output' && isJsonObject(items) && isJsonObject(get(items, 'message')))
    return toMessages(get(items, 'message'), role);
  return undefined;
};

/** Gemini's candidates have their parts under `content`; OpenAI's older ones a bare text. */
const ofChoice = (choice: JsonObject): Json => {
  const content = get(choice, 'content');
  const finish = text(choice, 'finish_reason', 'finishReason');
  const reason = finish === undefined ? {} : { finish_reason: finish };
  if (isJsonObject(content)) return { ...content, ...reason };
  const message = first(choice, 'message', 'delta');
  return isJsonObject(message) ? { ...message, ...reason } : choice;
};

/** Whether an object is a message or an item of a conversation. */
const isMessage = (value: Json): boolean => {
  if (!isJsonObject(value)) return false;
  if (typeof get(value, 'role') === 'string')
    return ['content', 'parts', 'contents', 'tool_calls', 'toolCalls', 'text'].some((key) => Object.hasOwn(value, key));
  const inner = first(value, 'message', 'kwargs', 'data');
  if (isJsonObject(inner))
    return get(inner, 'role') !== undefined || get(inner, 'content') !== undefined || get(inner, 'parts') !== undefined;
  if (Array.isArray(get(value, 'tool_calls')) && get(value, 'content') === undefined) return true;
  const type = text(value, 'type') ?? '';
  return /^(?:message|human|ai|system|tool|function_call|function_call_output|reasoning)$/.test(type);
};

const joined = (...lists: readonly (Json | undefined)[]): Json | undefined => {
  const all = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  return all.length === 0 ? undefined : all;
};

/** Puts system instructions, which some dialects keep apart, in front of the messages. */
export const withSystem = (instructions: Json | undefined, messages: Json | undefined): Json | undefined => {
  const system = toMessages(instructions, 'system');
  if (!Array.isArray(system)) return messages;
  const opened = Array.isArray(messages) && isJsonObject(messages[0]) && messages[0]['role'] === 'system';
  // Several bare instructions are one system message in parts.
  const one = system.every(
    (part) => isJsonObject(part) && part['role'] === 'system' && typeof part['content'] === 'string',
  )
    ? [{ role: 'system', content: system.map((part) => (part as JsonObject)['content']).join('\n') }]
    : system;
  if (opened) return messages;
  const rest = typeof messages === 'string' ? [{ role: 'user', content: messages }] : messages;
  return joined(one, rest === undefined || Array.isArray(rest) ? rest : [rest]);
};

/** The provider's id of its response, where a document is a whole response. */
export const responseIdIn = (document: Json | undefined): string | undefined => {
  const id = isJsonObject(document) ? (text(document, 'id', 'responseId') ?? idOfGeneration(document)) : undefined;
  return id !== undefined && /^(?:chatcmpl|resp|msg|cmpl|gen|run)[-_]/.test(id) ? id : undefined;
};

/** LangChain gives its message the provider's id: by it the call is known again that an instrumentation of the SDK reports too. */
const idOfGeneration = (document: JsonObject): string | undefined => {
  const generations = get(document, 'generations');
  const generation = Array.isArray(generations) ? generations.flat()[0] : undefined;
  const message = isJsonObject(generation) ? get(generation, 'message') : undefined;
  if (!isJsonObject(message)) return undefined;
  const fields = get(message, 'kwargs');
  return text(isJsonObject(fields) ? fields : message, 'id');
};
