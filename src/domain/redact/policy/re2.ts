/** Compiles a project's own patterns with RE2, whose time is linear in the text whatever the pattern. */
import { RE2JS } from 're2js';
import type { CompilePattern } from './own-rules.ts';

/**
 * Most instructions of a compiled pattern. Time is linear in the text and in these: `[a-z ]{900}[0-9]` has 903 and takes two minutes
 * for a megabyte. Patterns of codes and names have 10 to 60.
 */
const MAX_INSTRUCTIONS = 200;

/** Throws for a pattern that is not RE2, that is too large, or that matches the empty text and so would match everywhere. */
export const compilePattern: CompilePattern = (pattern) => {
  const compiled = RE2JS.compile(pattern);
  if (compiled.programSize() > MAX_INSTRUCTIONS) throw new Error('pattern is too large');
  if (compiled.matches('')) throw new Error('pattern matches the empty text');
  return function* (text) {
    const matcher = compiled.matcher(text);
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) yield [matcher.start(), matcher.end()] as const;
    }
  };
};
