/**
 * OpenTelemetry 1.28–1.36: one event per message. The same names and bodies come as span events (Strands, Semantic Kernel, Spring
 * AI) and as log records (the Node and Python instrumentations); this page reads both.
 */
import { isJsonObject, type Json, type JsonObject } from '../../../call/json.ts';
import { asCount, asDocument, asObject } from '../values.ts';
import { readDocument, type Side } from './document.ts';
import type { Content, ContentSource, Extractor } from './extractor.ts';
import { toMessages } from './messages.ts';
import { first, get } from './part.ts';
import { fromMessageAttributes } from './semantic-conventions.ts';

/** Who speaks in which event. */
const ROLES: ReadonlyMap<string, string> = new Map([
  ['gen_ai.system.message', 'system'],
  ['gen_ai.user.message', 'user'],
  ['gen_ai.assistant.message', 'assistant'],
  ['gen_ai.tool.message', 'tool'],
  ['gen_ai.choice', 'assistant'],
]);

/** The event of 1.37 and later; instrumentations send it once for each side. */
export const DETAILS_EVENT = 'gen_ai.client.inference.operation.details';

/** Events before 1.28, with the whole prompt or completion in one attribute. */
const BLOBS: ReadonlyMap<string, readonly [side: Side, attribute: string]> = new Map([
  ['gen_ai.content.prompt', ['input', 'gen_ai.prompt']],
  ['gen_ai.content.completion', ['output', 'gen_ai.completion']],
]);

/** What one event says. */
export interface EventMessage {
  readonly side: Side;
  readonly messages: readonly Json[];
  /** The number of the choice, of an output. */
  readonly choice: number;
}

/**
 * The messages of an event of this name; undefined when it is none of the per-message events, or empty. `fields` is a span event's
 * attributes or a log record's body.
 */
export const readMessageEvent = (name: string, fields: JsonObject): EventMessage | undefined => {
  const role = ROLES.get(name);
  if (role === undefined) return undefined;
  // Semantic Kernel for .NET writes the whole body as JSON into one attribute.
  const body = { ...fields, ...asObject(get(fields, 'gen_ai.event.content') ?? null) };
  const isChoice = name === 'gen_ai.choice';
  const messages = toMessages(isChoice ? choiceOf(body) : { ...body, role: get(body, 'role') ?? role }, role);
  if (!Array.isArray(messages) || messages.length === 0) return undefined;
  return { side: isChoice ? 'output' : 'input', messages, choice: asCount(get(body, 'index') ?? null) ?? 0 };
};

const choiceOf = (body: JsonObject): Json => {
  const said = first(body, 'message', 'content');
  const message: JsonObject = isJsonObject(said) ? said : said === undefined ? {} : { content: said };
  const [calls, finish] = [get(body, 'tool_calls'), get(body, 'finish_reason')];
  return {
    role: 'assistant',
    ...(calls === undefined ? {} : { tool_calls: calls }),
    ...message,
    ...(finish === undefined ? {} : { finish_reason: finish }),
  };
};

/** The conversation that a span's events tell. */
const fromEvents = ({ events, isTool }: ContentSource): Content => {
  const input: Json[] = [];
  const output: Json[] = [];
  let whole: Content = {};
  for (const { name, attributes } of events) {
    if (name === DETAILS_EVENT) {
      const details = fromMessageAttributes(attributes);
      whole = { input: whole.input ?? details.input, output: whole.output ?? details.output };
      continue;
    }
    const blob = BLOBS.get(name);
    if (blob !== undefined) {
      const [side, attribute] = blob;
      whole = { ...whole, [side]: whole[side] ?? readDocument(get(attributes, attribute), side) };
      continue;
    }
    const message = isTool ? toolEvent(name, attributes) : readMessageEvent(name, attributes);
    if (message !== undefined) (message.side === 'input' ? input : output).push(...message.messages);
  }
  return { input: whole.input ?? side(input, isTool), output: whole.output ?? side(output, isTool) };
};

const side = (messages: readonly Json[], isTool: boolean): Json | undefined =>
  messages.length === 0 ? undefined : isTool && messages.length === 1 ? messages[0] : messages;

/** On a tool's span the tool message is what the tool was given, and the choice what it gave back. */
const toolEvent = (name: string, fields: JsonObject): EventMessage | undefined => {
  if (name !== 'gen_ai.tool.message' && name !== 'gen_ai.choice') return undefined;
  const document = asDocument(first(fields, 'message', 'content', 'gen_ai.event.content') ?? null);
  if (document === undefined) return undefined;
  const only = Array.isArray(document) && document.length === 1 ? document[0] : undefined;
  const text = isJsonObject(only) ? first(only, 'text', 'json') : undefined;
  const plain = text === undefined ? document : (asDocument(text) ?? text);
  return { side: name === 'gen_ai.choice' ? 'output' : 'input', messages: [plain], choice: 0 };
};

export const messageEvents: Extractor = { names: [], extract: fromEvents };

/** Whether an event is read here: then it need not be kept a second time. */
export const isMessageEvent = (name: string): boolean => ROLES.has(name) || BLOBS.has(name) || name === DETAILS_EVENT;
