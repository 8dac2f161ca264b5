/** The pure parts of the deep pass: texts into chunks and findings back, and placeholders in place of what was found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inOurWords, type RedactedJson } from '../../../../src/domain/call/redacted.ts';
import { inTexts, toChunks } from '../../../../src/domain/redact/deep/chunks.ts';
import { costOfDetection } from '../../../../src/domain/redact/deep/cost.ts';
import { rewriteDeep, textsOf } from '../../../../src/domain/redact/deep/rewrite.ts';
import { DEFAULT_POLICY } from '../../../../src/domain/redact/redactor.ts';

const OPTIONS = { policy: DEFAULT_POLICY, minimumScore: 0.8 };

/** Finds a needle in every chunk, as a detector would, and leads the places back. */
const findAll = (texts: readonly string[], needle: string, maxBytes: number, type = 'NAME') =>
  toChunks(texts, maxBytes).flatMap((chunk) => {
    const found = [...chunk.content.matchAll(new RegExp(needle, 'g'))].map(({ index }) => index);
    return inTexts(
      chunk,
      found.map((start) => ({ type, start, end: start + needle.length, score: 0.99 })),
    );
  });

test('no chunk is larger than the limit in bytes, and every text is in them whole', () => {
  const text = fc.array(fc.constantFrom('word ', 'wörter ', '語', '\u{1F600}', '[EMAIL_1] ', 'x'.repeat(30)), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), fc.integer({ min: 700, max: 2000 }), (parts, maxBytes) => {
      const texts = parts.map((part) => part.join(''));
      const chunks = toChunks(texts, maxBytes);
      const seen = texts.map((one) => new Uint8Array(one.length));
      for (const { content, pieces } of chunks) {
        assert.ok(Buffer.byteLength(content) <= maxBytes, `${Buffer.byteLength(content)} bytes`);
        for (const { text: at, from, start, end } of pieces) seen[at]!.fill(1, from, from + end - start);
      }
      assert.ok(seen.every((one) => one.every((isSeen) => isSeen === 1)));
    }),
  );
});

test('a finding is led back to its place, behind emoji and in texts that were cut', () => {
  const texts = ['\u{1F600}\u{1F600} Ada Lovelace', 'short', `${'lorem \u{1F4A1} '.repeat(300)}Ada Lovelace`];

  const found = findAll(texts, 'Ada Lovelace', 1000);

  assert.ok(found.length >= 2);
  for (const { text, start, end } of found) assert.equal(texts[text]!.slice(start, end), 'Ada Lovelace');
});

test('short texts share a request, as each is billed for 300 characters at least', () => {
  assert.equal(toChunks(Array.from({ length: 50 }, () => 'a short answer')).length, 1);
  assert.equal(costOfDetection(5), 300_000);
  assert.equal(costOfDetection(3400), 3_400_000);
});

test('a finding across two texts belongs to neither', () => {
  const [chunk] = toChunks(['Ada', 'Lovelace']);

  assert.deepEqual(inTexts(chunk!, [{ type: 'NAME', start: 0, end: 13, score: 1 }]), []);
});

test('rewriteDeep() goes on with the numbers that stand there, and one value has one placeholder', () => {
  const documents = {
    input: [{ role: 'user', content: '[PERSON_1] met Ada Lovelace' }],
    output: 'Ada Lovelace and Grace Hopper',
  } as unknown as RedactedJson;
  const texts = textsOf(documents);
  const findings = ['Ada Lovelace', 'Grace Hopper'].flatMap((name) => findAll(texts, name, 1000));

  const { documents: after, counts } = rewriteDeep(documents, findings, OPTIONS);

  assert.deepEqual(after, {
    input: [{ role: 'user', content: '[PERSON_1] met [PERSON_2]' }],
    output: '[PERSON_2] and [PERSON_3]',
  });
  assert.deepEqual(counts, { PERSON: 3 });
});

test('rewriteDeep() leaves placeholders, unsure findings, types that are off and allowed values alone', () => {
  const documents = { input: inOurWords('see [EMAIL_1] and Ada Lovelace at 2026-11-21') };
  const at = (needle: string, type: string, score = 0.99) => {
    const start = documents.input.indexOf(needle);
    return { type, start, end: start + needle.length, score, text: textsOf(documents).indexOf(documents.input) };
  };

  const findings = [
    at('EMAIL_1', 'NAME'),
    at('[EMAIL_1] and', 'NAME'),
    at('Ada Lovelace', 'NAME', 0.5),
    at('2026-11-21', 'DATE_TIME'),
  ];
  assert.equal(rewriteDeep(documents, findings, OPTIONS).documents, undefined);
  const off = { ...DEFAULT_POLICY, types: { PERSON: false } };
  assert.equal(rewriteDeep(documents, [at('Ada Lovelace', 'NAME')], { ...OPTIONS, policy: off }).documents, undefined);
  const allowed = { ...DEFAULT_POLICY, allow: { ...DEFAULT_POLICY.allow, values: ['ada lovelace'] } };
  assert.equal(
    rewriteDeep(documents, [at('Ada Lovelace', 'NAME')], { ...OPTIONS, policy: allowed }).documents,
    undefined,
  );
});
