/** One part of a message, whoever wrote it: OpenTelemetry, OpenAI, Anthropic, Bedrock, Gemini, AI SDK, LangChain, Genkit. */
import { isJsonObject, type Json, type JsonObject } from '../../../call/json.ts';
import { parsed } from '../values.ts';

/** What a part is. */
export type Part =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'reasoning'; readonly text: string }
  | { readonly is: 'tool call'; readonly call: JsonObject }
  | { readonly is: 'tool result'; readonly id?: string; readonly name?: string; readonly result: Json }
  | { readonly is: 'media'; readonly media: JsonObject }
  | { readonly is: 'other'; readonly value: Json };

const TEXT = new Set([
  'text',
  'input_text',
  'output_text',
  'user-prompt',
  'system-prompt',
  'summary_text',
  'refusal',
  'instruction',
]);
const REASONING = new Set(['reasoning', 'thinking', 'redacted_thinking', 'reasoning_content']);
const CALL = new Set([
  'tool_call',
  'tool-call',
  'tool_use',
  'toolUse',
  'function_call',
  'server_tool_call',
  'server_tool_use',
  'builtin-tool-call',
]);
const RESULT = new Set([
  'tool_call_response',
  'tool-result',
  'tool_result',
  'toolResult',
  'function_call_output',
  'tool-return',
  'server_tool_call_response',
  'web_search_tool_result',
  'builtin-tool-return',
  'retry-prompt',
]);
const MEDIA = new Set([
  'image',
  'image_url',
  'input_image',
  'image-url',
  'file',
  'input_file',
  'audio',
  'input_audio',
  'video',
  'video_url',
  'blob',
  'uri',
  'document',
  'media',
  'binary',
  'audio-url',
  'document-url',
  'video-url',
]);

/** Reads a part. */
export const readPart = (part: Json): Part => {
  if (typeof part === 'string') return { is: 'text', text: part };
  if (!isJsonObject(part)) return { is: 'other', value: part };
  const type = text(part, 'type', 'kind', 'part_kind') ?? '';
  const said = text(part, 'text', 'content', 'refusal');
  if (said !== undefined && TEXT.has(type) && part['thought'] !== true) return { is: 'text', text: said };
  const flattened = get(part, 'message_content');
  if (isJsonObject(flattened)) return readPart(flattened);
  const wrapped = unwrap(part);
  if (CALL.has(type) || wrapped?.is === 'call') return { is: 'tool call', call: toolCall(wrapped?.inner ?? part) };
  if (RESULT.has(type) || wrapped?.is === 'result') return toolResult(wrapped?.inner ?? part);
  if (REASONING.has(type) || part['thought'] === true || isJsonObject(get(part, 'reasoningContent'))) {
    return { is: 'reasoning', text: reasoning(part) };
  }
  if (MEDIA.has(type) || MEDIA_KEYS.some((key) => isJsonObject(get(part, key))))
    return { is: 'media', media: media(part, type) };
  return said !== undefined && type === '' ? { is: 'text', text: said } : { is: 'other', value: part };
};

/** A call of a tool in one form: id, name, and arguments as an object where they are JSON. */
export const toolCall = (call: JsonObject): JsonObject => {
  const inner = get(call, 'function');
  const spec = isJsonObject(inner) ? inner : call;
  const id = text(call, 'id', 'toolCallId', 'toolUseId', 'call_id', 'tool_call_id', 'ref');
  const name = text(spec, 'name', 'toolName', 'tool_name');
  const given = first(spec, 'arguments', 'args', 'input', 'parameters');
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(given === undefined ? {} : { arguments: typeof given === 'string' ? (parsed(given) ?? given) : given }),
  };
};

const toolResult = (part: JsonObject): Part => {
  const id = text(part, 'tool_call_id', 'toolCallId', 'toolUseId', 'tool_use_id', 'call_id', 'id', 'ref');
  const name = text(part, 'name', 'toolName', 'tool_name');
  const result = first(part, 'response', 'result', 'output', 'content') ?? null;
  return {
    is: 'tool result',
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    result: plain(result),
  };
};

/** AI SDK wraps a result as {type, value}; Bedrock and Anthropic give a list of parts, mostly one text. */
const plain = (result: Json): Json => {
  if (isJsonObject(result) && typeof result['type'] === 'string' && Object.hasOwn(result, 'value'))
    return plain(result['value'] ?? null);
  if (typeof result === 'string') return parsed(result) ?? result;
  if (!Array.isArray(result) || result.length !== 1) return result;
  const [only] = result;
  if (!isJsonObject(only)) return result;
  const inner = first(only, 'text', 'json');
  return inner === undefined ? result : plain(inner);
};

/** Bedrock, Gemini and Genkit put the part under a key that says what it is. */
const WRAPPERS: readonly (readonly [key: string, is: 'call' | 'result'])[] = [
  ['toolUse', 'call'],
  ['functionCall', 'call'],
  ['function_call', 'call'],
  ['toolRequest', 'call'],
  ['tool_call', 'call'],
  ['toolResult', 'result'],
  ['functionResponse', 'result'],
  ['function_response', 'result'],
  ['toolResponse', 'result'],
];

const unwrap = (part: JsonObject): { readonly is: 'call' | 'result'; readonly inner: JsonObject } | undefined => {
  for (const [key, is] of WRAPPERS) {
    const inner = get(part, key);
    if (isJsonObject(inner)) return { is, inner };
  }
  return undefined;
};

const MEDIA_KEYS = [
  'inlineData',
  'inline_data',
  'fileData',
  'file_data',
  'image_url',
  'image',
  'document',
  'video',
  'media',
];

/** Where a picture or file is, or what it was: bytes within the message are not kept, only their size. */
const media = (part: JsonObject, type: string): JsonObject => {
  const key = MEDIA_KEYS.find((name) => isJsonObject(get(part, name)));
  const outer: JsonObject = { ...part, ...(key === undefined ? {} : (part[key] as JsonObject)) };
  // OpenInference has an image within an image.
  const image = get(outer, 'image');
  const inner = isJsonObject(image) ? { ...outer, ...image } : outer;
  const source = get(inner, 'source');
  const spec: JsonObject = isJsonObject(source) ? { ...inner, ...source } : inner;
  const modality =
    text(spec, 'modality') ?? (/image|video|audio/.exec(`${type} ${key ?? ''}`)?.[0] as string | undefined) ?? 'file';
  const mime = text(spec, 'mime_type', 'mimeType', 'media_type', 'mediaType', 'contentType', 'format');
  const url = text(spec, 'url', 'uri', 'image_url', 'file_uri', 'fileUri', 'file_url', 'file_id', 'fileId');
  const inline = text(spec, 'data', 'content', 'bytes', 'base64') ?? (url?.startsWith('data:') ? url : undefined);
  return {
    type: modality,
    ...(mime === undefined ? {} : { mime_type: mime }),
    ...(url === undefined || url.startsWith('data:') ? {} : { url }),
    ...(inline === undefined ? {} : { omitted_characters: inline.length }),
  };
};

const reasoning = (part: JsonObject): string => {
  const content = get(part, 'reasoningContent');
  const nested = isJsonObject(content) ? get(content, 'reasoningText') : undefined;
  const summary = get(part, 'summary');
  const fromSummary = Array.isArray(summary)
    ? summary.map((item) => (isJsonObject(item) ? (text(item, 'text') ?? '') : String(item))).join('\n')
    : undefined;
  return (
    text(part, 'content', 'text', 'thinking', 'reasoning') ??
    (isJsonObject(nested) ? text(nested, 'text') : undefined) ??
    (isJsonObject(content) ? text(content, 'text') : undefined) ??
    fromSummary ??
    ''
  );
};

/**
 * The value at a key; undefined for null too. A plain look-up, which is twice as fast as asking for own keys first: no object
 * inherits any of the names that are asked for here.
 */
export const get = (object: JsonObject, key: string): Json | undefined => object[key] ?? undefined;

/** The first of several keys that has a value. */
export const first = (object: JsonObject, ...keys: readonly string[]): Json | undefined => {
  for (const key of keys) {
    const value = get(object, key);
    if (value !== undefined) return value;
  }
  return undefined;
};

/** The first of several keys that has a text. */
export const text = (object: JsonObject, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const value = get(object, key);
    if (typeof value === 'string') return value;
  }
  return undefined;
};
