/** Latin-1 is classified without Unicode's tables; it has to come out as they say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHARACTER, classOf, foldOf } from '../../../src/domain/redact/tokens/characters.ts';

const expectedClass = (text: string): number => {
  if (/^[\n\r]$/.test(text)) return CHARACTER.NEWLINE;
  if (text === '\u00ad') return CHARACTER.SPECIAL;
  if (text < ' ' || /^\s$/.test(text)) return CHARACTER.SPACE;
  if (/^\p{Nd}$/u.test(text)) return CHARACTER.DIGIT;
  if (/^\p{Ll}$/u.test(text)) return CHARACTER.LOWER;
  if (/^\p{Lu}$/u.test(text)) return CHARACTER.UPPER;
  return /^\p{L}$/u.test(text) ? CHARACTER.LETTER : CHARACTER.PUNCTUATION;
};

test('classOf() and foldOf() tell of each Latin-1 character what Unicode says', () => {
  for (let code = 0; code < 256; code++) {
    const text = String.fromCharCode(code);
    const folded = text.toLowerCase();
    const base = code < 0xc0 ? folded : folded.normalize('NFD')[0];

    assert.equal(classOf(code), expectedClass(text), code.toString(16));
    assert.equal(String.fromCharCode(foldOf(code)), base === 'ø' ? 'o' : base, code.toString(16));
  }
});
