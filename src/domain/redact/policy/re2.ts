/** Compiles a project's own patterns with RE2, whose time is linear in the text whatever the pattern. */
import { RE2JS } from 're2js';
import type { CompilePattern } from './own-rules.ts';

/** Throws for a pattern that is not RE2, or that matches the empty text and so would match everywhere. */
export const compilePattern: CompilePattern = (pattern) => {
  const compiled = RE2JS.compile(pattern);
  if (compiled.matches('')) throw new Error('pattern matches the empty text');
  return function* (text) {
    const matcher = compiled.matcher(text);
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) yield [matcher.start(), matcher.end()] as const;
    }
  };
};
