/**
 * Brings messages of any dialect to one form: `{role, content, reasoning?, tool_calls?, tool_call_id?, name?, finish_reason?}`.
 * `content` is a text, or a list of parts where there is more than text.
 */
import { isJsonObject, type Json, type JsonObject } from '../../../call/json.ts';
import { asList, parsed } from '../values.ts';
import { first, get, type Part, readPart, text, toolCall } from './part.ts';

/** Past so many messages a list is an attack or a mistake, and stays as it came: messages take fifty times its room. */
const MAX_MESSAGES = 10_000;

/** Messages out of whatever a client put where messages belong; undefined when there are none. */
export const toMessages = (value: Json | undefined, role: string): Json | undefined => {
  const document = typeof value === 'string' ? (parsed(value) ?? value) : value;
  if (document === undefined || document === null || document === '') return undefined;
  const list: readonly Json[] = Array.isArray(document) ? document : [document];
  if (list.length > MAX_MESSAGES) return list;
  const messages = list.flatMap((item) => messagesOf(item, role));
  return messages.length === 0 ? undefined : messages;
};

/** One foreign message. What tools gave stands in it as parts, and becomes messages of its own. */
const messagesOf = (item: Json, defaultRole: string): readonly JsonObject[] => {
  if (!isJsonObject(item))
    return item === null || item === '' ? [] : [{ role: defaultRole, content: contentOf([readPart(item)]) ?? item }];
  const simple = plainMessage(item);
  if (simple !== undefined) return [simple];
  const message = unwrapped(item);
  if (isBarePart(message)) return fromParts([readPart(message)], defaultRole, {});
  const role = roleOf(message) ?? defaultRole;
  return fromParts(partsOf(message), role, message);
};

/** Nine messages of ten are a role and a text, in OpenTelemetry's form; for them all further questions are spared. */
const plainMessage = (item: JsonObject): JsonObject | undefined => {
  const { role, parts, finish_reason: finish } = item;
  if (typeof role !== 'string' || !Array.isArray(parts) || parts.length !== 1) return undefined;
  const part: Json = parts[0] ?? null;
  if (!isJsonObject(part) || part['type'] !== 'text' || typeof part['content'] !== 'string') return undefined;
  const known = ROLES[role];
  if (known === undefined || known === 'tool') return undefined;
  const names = Object.keys(item).length;
  if (names === 2) return { role: known, content: part['content'] };
  const finished = names === 3 && typeof finish === 'string';
  return finished ? { role: known, content: part['content'], finish_reason: finish } : undefined;
};

/** LangChain's serialised messages, OpenInference's `message`, OpenAI's choices: the message stands one level down. */
const unwrapped = (item: JsonObject, depth = 0): JsonObject => {
  const inner = first(item, 'message', 'kwargs', 'data');
  const isMessage = get(item, 'role') !== undefined || get(item, 'parts') !== undefined;
  if (!isJsonObject(inner) || isMessage || depth > MAX_WRAPS) return item;
  const type = langchainType(item);
  const finish = get(item, 'finish_reason');
  return unwrapped(
    {
      ...inner,
      ...(type === undefined || get(inner, 'type') !== undefined ? {} : { type }),
      ...(finish === undefined ? {} : { finish_reason: finish }),
    },
    depth + 1,
  );
};

/** A generation of LangChain's holds a message, which holds its fields. */
const MAX_WRAPS = 3;

const langchainType = (item: JsonObject): string | undefined => {
  const id = get(item, 'id');
  return Array.isArray(id) ? String(id.at(-1)) : text(item, 'type');
};

const ROLES: Readonly<Record<string, string>> = {
  human: 'user',
  humanmessage: 'user',
  humanmessagechunk: 'user',
  user: 'user',
  ai: 'assistant',
  aimessage: 'assistant',
  aimessagechunk: 'assistant',
  assistant: 'assistant',
  model: 'assistant',
  bot: 'assistant',
  systemmessage: 'system',
  system: 'system',
  developer: 'developer',
  tool: 'tool',
  toolmessage: 'tool',
  function: 'tool',
};

const roleOf = (message: JsonObject): string | undefined => {
  const said = text(message, 'role', 'type', 'author', 'kind')?.toLowerCase();
  if (said === undefined) return undefined;
  return ROLES[said] ?? (get(message, 'role') === undefined ? undefined : said);
};

/** OpenAI's Responses API mixes calls, results and reasoning in between messages, as items without a role. */
const isBarePart = (item: JsonObject): boolean =>
  get(item, 'role') === undefined && get(item, 'parts') === undefined && !['text', 'other'].includes(readPart(item).is);

const partsOf = (message: JsonObject): readonly Part[] => {
  const said = first(message, 'parts', 'content', 'contents', 'text', 'prompt');
  const content = typeof said === 'string' ? (partList(said) ?? said) : said;
  const parts = Array.isArray(content) ? content.map(readPart) : content === undefined ? [] : [readPart(content)];
  const reasoning = text(message, 'reasoning_content', 'reasoning', 'thinking');
  const refusal = text(message, 'refusal');
  return [
    ...(reasoning ? [{ is: 'reasoning' as const, text: reasoning }] : []),
    ...parts,
    ...(refusal ? [{ is: 'text' as const, text: refusal }] : []),
    ...callsOf(message).map((call) => ({ is: 'tool call' as const, call })),
  ];
};

/** Strands and others write a list of parts as JSON; a user's own JSON, which is not made of parts, stays text. */
const partList = (content: string): readonly Json[] | undefined => {
  const list = asList(content);
  return list?.length && list.every((part) => isJsonObject(part) && readPart(part).is !== 'other') ? list : undefined;
};

const callsOf = (message: JsonObject): readonly JsonObject[] => {
  const extra = get(message, 'additional_kwargs');
  const calls =
    first(message, 'tool_calls', 'toolCalls') ?? (isJsonObject(extra) ? get(extra, 'tool_calls') : undefined);
  const list = typeof calls === 'string' ? asList(calls) : calls;
  const single = get(message, 'function_call');
  return [
    ...(Array.isArray(list) ? list.map((item) => (isJsonObject(item) ? (get(item, 'tool_call') ?? item) : item)) : []),
    ...(single === undefined ? [] : [single]),
  ]
    .filter(isJsonObject)
    .map(toolCall);
};

const fromParts = (parts: readonly Part[], role: string, message: JsonObject): readonly JsonObject[] => {
  const results: JsonObject[] = [];
  const calls: JsonObject[] = [];
  const said: Part[] = [];
  let reasoning = '';
  const answered =
    text(message, 'tool_call_id', 'toolCallId', 'call_id') ?? (role === 'tool' ? text(message, 'id') : undefined);
  for (const part of parts) {
    if (part.is === 'tool call') calls.push(part.call);
    else if (part.is === 'tool result') results.push(toolMessage(part, answered));
    else if (part.is !== 'reasoning') said.push(part);
    else if (part.text !== '') reasoning += reasoning === '' ? part.text : `\n${part.text}`;
  }
  if (results.length > 0 && results.length === parts.length) return results;

  const own: Record<string, Json> = { role: calls.length > 0 && role !== 'tool' ? 'assistant' : role };
  const add = (name: string, value: Json | undefined): void => {
    if (value !== undefined) own[name] = value;
  };
  add('content', contentOf(said));
  add('reasoning', reasoning === '' ? undefined : reasoning);
  add('tool_calls', calls.length === 0 ? undefined : calls);
  add('tool_call_id', answered);
  add('name', text(message, 'name', 'toolName'));
  add('finish_reason', text(message, 'finish_reason', 'finishReason', 'stop_reason'));
  return Object.keys(own).length > 1 ? [...results, own] : results;
};

const toolMessage = (
  { id, name, result }: Extract<Part, { is: 'tool result' }>,
  answered: string | undefined,
): JsonObject => {
  const call = id ?? answered;
  return {
    role: 'tool',
    content: result,
    ...(call === undefined ? {} : { tool_call_id: call }),
    ...(name === undefined ? {} : { name }),
  };
};

/** A text where there is nothing but text; undefined for nothing. */
const contentOf = (parts: readonly Part[]): Json | undefined => {
  if (parts.length === 0) return undefined;
  if (parts.every((part) => part.is === 'text')) return parts.map((part) => part.text).join('\n');
  if (parts.length === 1 && parts[0]?.is === 'other') return parts[0].value;
  return parts.map((part): Json => {
    if (part.is === 'text') return { type: 'text', text: part.text };
    return part.is === 'media' ? part.media : part.is === 'other' ? part.value : null;
  });
};
