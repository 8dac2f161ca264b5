/** Writes a text anew with placeholders for what was found in it. */
import type { Span } from './span.ts';

/** Replaces each span by what `nextName` gives, or by the replacement it brings along. */
export const splice = (text: string, spans: readonly Span[], nextName: () => string): string => {
  let result = '';
  let at = 0;
  for (const { start, end, quote = '', replacement } of spans) {
    const name = replacement ?? nextName();
    result += text.slice(at, start);
    result += quote === '' ? name : quote + name + quote;
    at = end;
  }
  return result + text.slice(at);
};
