/** Finds what a project itself declared sensitive: its literals and its patterns. */
import type { Span } from '../span.ts';
import { isWordCode } from '../tokens/characters.ts';
import type { OwnLiteral, RedactionPolicy } from './policy.ts';

/** A compiled pattern: every match in a text, in order, as start and end. */
export type Matcher = (text: string) => Iterable<readonly [start: number, end: number]>;

/** Compiles a pattern in linear time; throws when it is none. */
export type CompilePattern = (pattern: string) => Matcher;

/** Finds a project's own rules in a text; `onStep` is called with the place before each pattern on each piece, and may throw to stop. */
export type FindOwn = (text: string, onStep: (from: number) => void) => Span[];

/**
 * Patterns see a text in pieces of this size: an RE2 in JavaScript does 1–2 MB/s, and at worst 115 ns for each character and
 * instruction (re2.ts), which makes 0.4 s between two looks at the clock.
 */
const PIECE = 16_384;
const OVERLAP = 1024;

/** In lower case and of the same length: İ alone becomes two code units, so its dot is left out. */
const lowered = (text: string): string => text.replaceAll('İ', 'i').toLowerCase();

const literalFinder = (literals: readonly OwnLiteral[]): ((text: string) => Span[]) => {
  const byFirst = new Map<number, { readonly name: string; readonly value: string }[]>();
  for (const { name, value } of literals) {
    const lower = lowered(value);
    const first = lower.charCodeAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), { name, value: lower }]);
  }
  return (text) => {
    const lower = lowered(text);
    const spans: Span[] = [];
    for (let at = 0; at < lower.length; at++) {
      const candidates = byFirst.get(lower.charCodeAt(at));
      if (candidates === undefined || (at > 0 && isWordCode(lower.charCodeAt(at - 1)))) continue;
      for (const { name, value } of candidates) {
        const end = at + value.length;
        if (lower.startsWith(value, at) && !isWordCode(lower.charCodeAt(end))) {
          spans.push({ type: name, start: at, end, confidence: 1 });
        }
      }
    }
    return spans;
  };
};

/** Builds the finder of a policy's own rules, or `undefined` when it has none. Throws for patterns without a compiler. */
export const createOwnRules = (policy: RedactionPolicy, compile?: CompilePattern): FindOwn | undefined => {
  const { literals, patterns } = policy;
  if (literals.length === 0 && patterns.length === 0) return undefined;
  if (patterns.length > 0 && compile === undefined) {
    throw new Error('the policy has own patterns: pass compilePattern from src/domain/redact/policy/re2.ts');
  }
  const findLiterals = literalFinder(literals);
  const matchers = patterns.map(({ name, pattern }) => ({ name, match: compile!(pattern) }));
  return (text, onStep) => {
    const spans = literals.length === 0 ? [] : findLiterals(text);
    for (const { name, match } of matchers) {
      for (let from = 0; from < text.length; from += PIECE) {
        onStep(from);
        for (const [start, end] of match(text.slice(from, from + PIECE + OVERLAP))) {
          spans.push({ type: name, start: from + start, end: from + end, confidence: 1 });
        }
      }
    }
    return spans;
  };
};
