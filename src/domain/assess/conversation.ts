/** The parts of a call that assessors read: what was asked, what it was given to go by, and what was answered. */
import type { RedactedJson, RedactedObject } from '../call/redacted.ts';
import type { RedactedSpan } from '../call/span.ts';
import { createDesk, type Desk, MAX_READ_CHARS } from './desk.ts';
import { readWords, type Words } from './words.ts';

/** A call as assessors see it. Texts are read into words on first use and once only. */
export interface Conversation {
  readonly span: RedactedSpan;
  /** Instructions: system and developer messages. */
  readonly system: Passage;
  /** The last thing the person said, or the whole input where it has no roles. */
  readonly prompt: Passage;
  /** What the model was given to go by: tool results and retrieved documents. */
  readonly given: Passage;
  /** Earlier turns of the talk. */
  readonly history: Passage;
  readonly output: Passage;
  /** Whether the answer called tools or holds other than text, so that no text is no fault. */
  readonly hasOtherOutput: boolean;
}

/** One text of a conversation. */
export interface Passage {
  readonly text: string;
  /** Whether a part in the middle was left out, see `MAX_READ_CHARS`. */
  readonly shortened: boolean;
  readonly words: () => Words;
}

/** A desk for each text of a conversation; a conversation holds until the next one is taken apart on the same desks. */
export interface Desks {
  readonly system: Desk;
  readonly prompt: Desk;
  readonly given: Desk;
  readonly history: Desk;
  readonly output: Desk;
}

export const createDesks = (): Desks => ({
  system: createDesk(),
  prompt: createDesk(),
  given: createDesk(),
  history: createDesk(),
  output: createDesk(),
});

/** Takes a span's payload apart; undefined when the span has no answer to assess. */
export const conversationOf = (span: RedactedSpan, desks = createDesks()): Conversation | undefined => {
  const { payload } = span;
  if (payload?.output === undefined) return undefined;
  const input = gather(payload.input);
  const output = gather(payload.output);
  const prompt = input.findLast(({ role }) => role === 'user') ?? input.findLast(({ role }) => role === '');
  const system: string[] = [];
  const given: string[] = [];
  const history: string[] = [];
  if (payload.context !== undefined) collectStrings(payload.context, given, 0);
  const places = { system, given, history } as const;
  for (const piece of input) {
    const place = piece.other ? undefined : PLACES.get(piece.role);
    if (place !== undefined && (place !== 'history' || piece !== prompt)) places[place].push(piece.text);
  }
  return {
    span,
    system: passage(system, desks.system),
    prompt: passage(prompt === undefined ? [] : [prompt.text], desks.prompt),
    given: passage(given, desks.given),
    history: passage(history, desks.history),
    output: passage(
      output.filter(({ other }) => !other).map(({ text }) => text),
      desks.output,
    ),
    hasOtherOutput: output.some(({ other }) => other),
  };
};

/** What the messages of a role are to the assessors, by role. */
const PLACES: ReadonlyMap<string, 'system' | 'given' | 'history'> = new Map([
  ...['system', 'developer'].map((role) => [role, 'system'] as const),
  ...['tool', 'function', 'context', 'document', 'ipython'].map((role) => [role, 'given'] as const),
  ...['user', 'assistant', 'model', 'human', 'ai', ''].map((role) => [role, 'history'] as const),
]);

interface Piece {
  readonly role: string;
  readonly text: string;
  /** True for a tool call, an image: content that is no text. */
  readonly other: boolean;
}

const gather = (document: RedactedJson | undefined): readonly Piece[] => {
  const pieces: Piece[] = [];
  if (document !== undefined) walk(document, '', pieces, 0);
  return pieces;
};

/** Fields under which the dialects put content, in the order in which they are looked for. */
const CONTENT_FIELDS = ['content', 'parts', 'text', 'message', 'messages', 'choices', 'output'] as const;
const MAX_DEPTH = 8;

const isObject = (value: RedactedJson): value is RedactedObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const walk = (value: RedactedJson, role: string, pieces: Piece[], depth: number): void => {
  if (depth > MAX_DEPTH || value === null) return;
  if (typeof value !== 'object') {
    pieces.push({ role, text: String(value), other: false });
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) walk(item, role, pieces, depth + 1);
    return;
  }
  if (!isObject(value)) return;
  const own = typeof value['role'] === 'string' ? value['role'].toLowerCase() : role;
  const other = isOther(value);
  if (other) pieces.push({ role: own, text: '', other: true });
  const content = contentOf(value);
  if (content !== undefined) walk(content, own, pieces, depth + 1);
  else if (!other && typeof value['role'] !== 'string') {
    pieces.push({ role: own, text: JSON.stringify(value), other: false });
  }
};

const contentOf = (value: RedactedObject): RedactedJson | undefined => {
  for (const name of CONTENT_FIELDS) {
    const content = value[name];
    if (content !== undefined && content !== null) return content;
  }
  return undefined;
};

const isOther = (value: RedactedObject): boolean => {
  const calls = value['tool_calls'];
  if (Array.isArray(calls) ? calls.length > 0 : isObject(calls ?? null)) return true;
  if (isObject(value['function_call'] ?? null)) return true;
  const type = value['type'];
  return (
    typeof type === 'string' && !/^(text|input_text|output_text|message|reasoning)$/.test(type) && isPartType(type)
  );
};

const isPartType = (type: string): boolean => /tool|function|image|audio|file|blob|video|uri/.test(type);

const collectStrings = (value: RedactedJson, into: string[], depth: number): void => {
  if (depth > MAX_DEPTH || value === null) return;
  if (typeof value === 'string' || typeof value === 'number') into.push(String(value));
  else if (Array.isArray(value)) for (const item of value) collectStrings(item, into, depth + 1);
  else if (typeof value === 'object')
    for (const item of Object.values(value)) collectStrings(item as RedactedJson, into, depth + 1);
};

const passage = (parts: readonly string[], desk: Desk): Passage => {
  const whole = parts.length === 1 ? parts[0]! : parts.join('\n');
  const shortened = whole.length > MAX_READ_CHARS;
  const half = MAX_READ_CHARS / 2;
  const text = shortened ? `${whole.slice(0, half)}\n${whole.slice(-half)}` : whole;
  let read: Words | undefined;
  return {
    text,
    shortened,
    words: () => {
      read ??= readWords(text, desk);
      return read;
    },
  };
};
