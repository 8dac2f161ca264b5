/**
 * Messages that come one by one, apart from their span: OpenTelemetry's per-message log events. The pieces of one call may be
 * spread over requests, so each is kept as a part, and reading puts them together the same way whatever came first.
 */
import { isJsonObject, type Json } from './json.ts';
import type { EpochMs } from './units.ts';

/** One message. Parts with the same id, or else equal in all but `order`, are one part that came twice. */
export interface MessagePart<Doc> {
  /**
   * A keyed digest of the message as it came. The redacted text cannot tell whether two are the same: placeholders are numbered by what
   * else stood in the request.
   */
  readonly id?: string;
  readonly side: 'input' | 'output';
  readonly at: EpochMs;
  /** Its place among the call's messages in the request that brought it; of an output the number of the choice. */
  readonly order: number;
  /** How many equal messages of the same moment stood before it in its request: people do say "yes" twice. */
  readonly occurrence: number;
  /** Characters of the raw text. */
  readonly chars: number;
  readonly message: Doc;
}

/** What the parts of a call come to. */
export interface Assembled<Doc> {
  readonly input?: readonly Doc[];
  readonly output?: readonly Doc[];
  readonly inputLength?: number;
  readonly outputLength?: number;
}

/**
 * Puts parts in order, each once. Clients log a whole history within one millisecond, so time alone does not order it: the place
 * in the request does, unless that reads like no conversation (the pieces came in requests of their own, with places of their
 * own); then the roles do.
 */
export const assembleParts = <Doc extends Json>(parts: readonly MessagePart<Doc>[]): Assembled<Doc> => {
  const once = new Map<string, MessagePart<Doc>>();
  for (const part of parts) {
    const key = JSON.stringify([
      part.side,
      part.at,
      part.occurrence,
      part.side === 'output' && part.order,
      part.id ?? part.message,
    ]);
    const held = once.get(key);
    if (held === undefined || isBefore(part, held)) once.set(key, part);
  }
  const ranked = [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  const inputs = ranked.filter(({ side }) => side === 'input');
  const byPlace = inputs.toSorted((a, b) => a.at - b.at || a.order - b.order || roleRank(a) - roleRank(b));
  const input = isConversation(byPlace) ? byPlace : inputs.toSorted((a, b) => a.at - b.at || roleRank(a) - roleRank(b));
  const output = ranked.filter(({ side }) => side === 'output').toSorted((a, b) => a.order - b.order || a.at - b.at);
  return {
    ...(input.length === 0 ? {} : { input: input.map(({ message }) => message), inputLength: charsOf(input) }),
    ...(output.length === 0 ? {} : { output: output.map(({ message }) => message), outputLength: charsOf(output) }),
  };
};

const isBefore = (one: MessagePart<Json>, other: MessagePart<Json>): boolean =>
  one.order !== other.order
    ? one.order < other.order
    : one.id !== undefined && JSON.stringify(one.message) < JSON.stringify(other.message);

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'];

const roleOf = ({ message }: MessagePart<Json>): string =>
  isJsonObject(message) && typeof message['role'] === 'string' ? message['role'] : '';

const roleRank = (part: MessagePart<Json>): number => {
  const rank = ROLES.indexOf(roleOf(part));
  return rank < 0 ? ROLES.length : rank;
};

/** It opens with an instruction, if it has one, else with a person; and what a tool gave follows the asking for it. */
const isConversation = (parts: readonly MessagePart<Json>[]): boolean => {
  const instructed = parts.some((part) => isInstruction(roleOf(part)));
  return parts.every((part, index) => {
    const [role, before] = [roleOf(part), parts[index - 1]];
    if (before === undefined) return isInstruction(role) || (!instructed && role !== 'assistant' && role !== 'tool');
    return role !== 'tool' || roleOf(before) === 'assistant' || roleOf(before) === 'tool';
  });
};

const isInstruction = (role: string): boolean => role === 'system' || role === 'developer';

const charsOf = (parts: readonly MessagePart<unknown>[]): number => parts.reduce((sum, { chars }) => sum + chars, 0);
