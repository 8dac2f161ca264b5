/** Nested, stringified and encoded values are redacted where they stand, and JSON stays JSON. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../../src/domain/call/json.ts';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';

const { redact } = createRedactor(DEFAULT_POLICY);

test('redact() keeps the form of a text that holds JSON', () => {
  const { value } = redact('{\n  "email": "jane@example.com",\n  "big": 12345678901234567890,\n  "n": 1.50\n}');

  assert.equal(value, '{\n  "email": "[EMAIL]",\n  "big": 12345678901234567890,\n  "n": 1.50\n}');
});

test('redact() quotes the placeholder of a number in JSON text, at any depth of nesting', () => {
  const inner = JSON.stringify({ ssn: 219456789 });
  const outer = JSON.stringify({ args: inner });

  const { value } = redact(outer);

  assert.equal(JSON.parse(JSON.parse(value as string).args).ssn, '[SSN]');
});

test('redact() reads strings inside JSON inside strings under their own keys', () => {
  const { value } = redact({ arguments: JSON.stringify({ ssn: '219456789', order: '219456789' }) });

  assert.deepEqual(JSON.parse((value as unknown as { arguments: string }).arguments), {
    ssn: '[SSN]',
    order: '219456789',
  });
});

test('redact() keeps texts that hold JSON valid, whatever they hold', () => {
  const secrets = fc.constantFrom(
    'jane@example.com',
    '4111 1111 1111 1111',
    '123-45-6789',
    'x\n"y" \\ jane@example.com',
  );
  const anything = fc.jsonValue({ maxDepth: 3 }).chain((value) => secrets.map((secret) => ({ secret, value })));

  fc.assert(
    fc.property(anything, (document) => {
      const { value, failed } = redact(JSON.stringify(document));

      assert.equal(failed, false);
      assert.equal(JSON.stringify(JSON.parse(value as string)).includes('jane@example.com'), false);
    }),
    { numRuns: 300 },
  );
});

test('redact() describes images and files by type and size', () => {
  const data = 'iVBORw0KGgo'.repeat(100);
  const key = Buffer.from('key');
  const keyed = createRedactor(DEFAULT_POLICY, { hashKey: key });

  const { value } = keyed.redact([{ media_type: 'image/png', data }, `see data:image/png;base64,${data} here`]);

  assert.match(JSON.stringify(value), /"\[MEDIA image\/png 825 bytes [0-9a-f]{12}\]"/);
  assert.match(JSON.stringify(value), /"see \[MEDIA image\/png 825 bytes [0-9a-f]{12}\] here"/);
});

test('redact() keeps images of a project that opted in', () => {
  const data = 'iVBORw0KGgo'.repeat(100);
  const keeping = createRedactor({ ...DEFAULT_POLICY, media: 'keep' });

  assert.deepEqual(keeping.redact({ data }).value, { data });
});

test('redact() looks into base64 and hexadecimal runs and takes the whole run', () => {
  const base64 = Buffer.from('write to jane@example.com').toString('base64');
  const hex = Buffer.from('ssn 123-45-6789').toString('hex');

  assert.equal(redact(`a ${base64} b ${hex}`).value, 'a [EMAIL] b [SSN]');
});

test('redact() fails closed for parts nested too deep, and keeps the rest', () => {
  let deep: Json = 'jane@example.com';
  for (let depth = 0; depth < 500; depth++) deep = [deep];

  const { value, failed } = redact({ deep, shallow: 'jane@example.com' });

  assert.equal(failed, true);
  assert.equal(JSON.stringify(value).includes('jane'), false);
  assert.equal((value as unknown as { shallow: string }).shallow, '[EMAIL]');
});

test('redact() does not mistake a key for a prototype', () => {
  const { value } = redact(JSON.parse('{"__proto__":{"email":"jane@example.com"}}'));

  assert.equal(JSON.stringify(value), '{"__proto__":{"email":"[EMAIL]"}}');
});

test('redact() reports findings at their place in the raw string', () => {
  const text = '{"note":"line\\nmail jane@example.com"}';

  const { findings } = redact({ body: text });

  assert.equal(findings.length, 1);
  assert.equal(text.slice(findings[0]!.start, findings[0]!.end), 'jane@example.com');
  assert.equal(findings[0]!.path, 'body');
});

test('redact() describes media in the forms of every provider', () => {
  const png = Buffer.concat([Buffer.from('iVBORw0KGgo=', 'base64'), Buffer.from(generatedBytes(900))]).toString(
    'base64',
  );
  const bytes = [...Buffer.from(png, 'base64')];
  const forms: Readonly<Record<string, Json>> = {
    openai: { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
    responses: { type: 'input_image', image_url: `data:image/png;base64,${png}` },
    file: { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${png}` } },
    audio: { type: 'input_audio', input_audio: { data: png, format: 'wav' } },
    anthropic: { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
    small: { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png.slice(0, 96) } },
    gemini: { inline_data: { mime_type: 'image/png', data: png } },
    bedrock: { image: { format: 'png', source: { bytes: png } } },
    buffer: { image: { format: 'png', source: { bytes: { type: 'Buffer', data: bytes } } } },
    numbered: { image: { format: 'png', source: { bytes: Object.fromEntries(bytes.entries()) } } },
    lines: { data: png.replace(/(.{76})/g, '$1\n') },
    stringified: JSON.stringify({ arguments: JSON.stringify({ image: png }) }),
    inText: `the picture is ${png} as you see`,
  };
  for (const [form, part] of Object.entries(forms)) {
    const { value, failed } = redact(part);
    const written = JSON.stringify(value);
    assert.equal(failed, false, form);
    assert.match(written, /\[MEDIA (?:image\/png|application\/pdf) \d+ bytes\]/, form);
    assert.doesNotMatch(written, /[A-Za-z0-9+/]{60}|\d+,\d+,\d+/, form);
  }
});

/** Bytes without text in them, the same on every run. */
const generatedBytes = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => (Math.imul(at + 1, 2654435761) >>> 11) & 255);

test('redact() leaves lists of small numbers alone', () => {
  const lists = { counts: Array.from({ length: 300 }, (_, at) => at % 200), data: [1, 2, 3] };

  assert.deepEqual(redact(lists).value, lists);
});

test('redact() takes nothing from a message because of what another speaker said before it', () => {
  const texts = [
    ['user', 'Write to jane@example.com'],
    ['assistant', 'Sure, done. Call 020 7946 0018'],
    ['user', '12 people are waiting.'],
  ] as const;
  const stored = ['Write to [EMAIL]', 'Sure, done. Call [PHONE]', '12 people are waiting.'];

  const shapes = [
    (role: string, content: string) => ({ role, content }),
    (role: string, content: string) => ({ content, role }),
    (role: string, text: string) => ({ role, parts: [{ type: 'text', text }] }),
  ] as const;
  for (const shape of shapes) {
    const { value } = redact(texts.map(([role, text]) => shape(role, text)));
    assert.deepEqual(
      value,
      stored.map((text, at) => shape(texts[at]![0], text)),
    );
  }
});

test('redact() joins the deltas of one speaker, of which the first alone tells the role', () => {
  const deltas = [
    { role: 'user', content: 'Hello.' },
    { role: 'assistant', content: 'Write to jane@ex' },
    { content: 'ample.com' },
  ];

  const said = JSON.stringify(redact({ choices: deltas.map((delta) => ({ delta })) }).value);

  assert.ok(said.includes('[EMAIL]'));
  assert.ok(!said.includes('ample.com'));
});

test('redact() finds values that are split over deltas, parts and lists of strings', () => {
  const split: readonly (readonly string[])[] = [
    ['write to jane', '.doe@', 'exam', 'ple.com today'],
    ['my card is 4111 1111', ' 1111 1111, thanks'],
    ['ssn 219-', '09-', '9999.'],
    ['key sk-proj-abcdEFGH12', '34ijklMNOP5678qrst'],
    ['IBAN DE89 3704 0044', ' 0532 0130 00'],
  ];
  for (const pieces of split) {
    const forms: readonly Json[] = [
      pieces.map((text) => ({ type: 'text', text })),
      pieces.map((content) => ({ choices: [{ index: 0, delta: { content } }] })),
      { output: [...pieces] },
      { json: [...pieces] },
      { deltas: [...pieces] },
      pieces.map((thinking) => ({ delta: { type: 'thinking_delta', thinking } })),
      pieces.map((reasoning_content) => ({ choices: [{ index: 0, delta: { reasoning_content } }] })),
      pieces.map((textDelta) => ({ type: 'text-delta', textDelta })),
    ];
    for (const form of forms) {
      const { value, failed } = redact(form);
      const written = JSON.stringify(value);
      assert.equal(failed, false);
      assert.match(written, /\[(?:EMAIL|CREDIT_CARD|SSN|API_KEY|IBAN)\]/, written);
      assert.doesNotMatch(written, /exam|ple\.com|1111|219|9999|EFGH|5678|3704|0532/, written);
    }
  }
});

test('redact() joins no strings that end with a word and begin with one', () => {
  const parts = [{ text: 'order 4111' }, { text: ' and 1111' }, { text: 'jane' }, { text: ' at home' }];

  assert.deepEqual(redact(parts).value, parts);
});
