/** A project's policy: what it may say, what it changes, and that its errors quote nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePolicy } from '../../../src/domain/redact/policy/parse.ts';
import { compilePattern } from '../../../src/domain/redact/policy/re2.ts';
import { createRedactor, DEFAULT_POLICY, type RedactionPolicy } from '../../../src/domain/redact/redactor.ts';

const withPolicy = (changes: Partial<RedactionPolicy>) =>
  createRedactor({ ...DEFAULT_POLICY, ...changes }, { compilePattern, hashKey: Buffer.from('key') });

test('parsePolicy() gives the default for an empty object', () => {
  assert.deepEqual(parsePolicy({}), { ok: true, policy: DEFAULT_POLICY });
});

test('parsePolicy() names every wrong field and never quotes a value', () => {
  const parsed = parsePolicy(
    {
      payload: 'secret-a',
      types: { EMAIL: 'secret-b' },
      minimum_confidence: 7,
      allow: { networks: ['secret-c'], domains: ['secret d'] },
      patterns: [
        { name: 'x', pattern: '(secret-e' },
        { name: 'BAD', pattern: 'ok' },
      ],
      literals: [{ name: 'y', value: 'ab' }],
      media: 1,
      join_tokens: 'secret-f',
    },
    compilePattern,
  );

  assert.equal(parsed.ok, false);
  assert.deepEqual(parsed.ok ? [] : parsed.errors.map(({ path }) => path).sort(), [
    'allow.domains[0]',
    'allow.networks[0]',
    'join_tokens',
    'literals[0].value',
    'media',
    'minimum_confidence',
    'patterns[0].pattern',
    'patterns[1].name',
    'payload',
    'types[0]',
  ]);
  assert.equal(JSON.stringify(parsed).includes('secret'), false);
});

test('parsePolicy() refuses a pattern that matches everywhere', () => {
  assert.equal(parsePolicy({ patterns: [{ name: 'all', pattern: 'a*' }] }, compilePattern).ok, false);
});

test('redact() leaves types alone that the policy switched off', () => {
  const { redact } = withPolicy({ types: { EMAIL: false } });

  assert.equal(redact('jane@example.com 123-45-6789').value, 'jane@example.com [SSN]');
});

test('redact() keeps allowed values, domains, networks and keys', () => {
  const { redact } = withPolicy({
    allow: {
      values: ['4111 1111 1111 1111'],
      domains: ['example.com'],
      networks: ['10.0.0.0/8', '2001:db8::/32'],
      keys: ['trace'],
    },
  });

  assert.equal(redact('4111111111111111 4242424242424242').value, '4111111111111111 [CREDIT_CARD]');
  assert.equal(redact('a@mail.example.com b@example.org').value, 'a@mail.example.com [EMAIL]');
  assert.equal(redact('10.1.2.3 11.1.2.3 2001:db8::1234').value, '10.1.2.3 [IP_ADDRESS] 2001:db8::1234');
  assert.deepEqual(redact({ trace: 'a@b.org', other: 'a@b.org' }).value, { trace: 'a@b.org', other: '[EMAIL]' });
});

test("redact() finds a project's own literals and patterns and names them", () => {
  const { redact } = withPolicy({
    literals: [{ name: 'code-name', value: 'Blue Heron' }],
    patterns: [{ name: 'badge', pattern: 'BDG-\\d{5}' }],
  });

  assert.equal(
    redact('blue heron ships BDG-12345 and BDG-54321').value,
    '[CUSTOM:code-name] ships [CUSTOM:badge_1] and [CUSTOM:badge_2]',
  );
});

test("redact() finds a project's own literals beside a letter that grows in lower case", () => {
  const { redact } = withPolicy({
    literals: [
      { name: 'code-name', value: 'Blue Heron' },
      { name: 'site', value: 'İzmir' },
    ],
  });

  assert.equal(redact('İstanbul: Blue Heron, İZMİR').value, 'İstanbul: [CUSTOM:code-name], [CUSTOM:site]');
});

test('redact() replaces the values of masked keys whole', () => {
  assert.deepEqual(withPolicy({ maskedKeys: ['diagnosis'] }).redact({ diagnosis: 'flu', note: 'flu' }).value, {
    diagnosis: '[CUSTOM:masked-key]',
    note: 'flu',
  });
});

test('redact() adds the same keyed token wherever a value comes, when analysts must join', () => {
  const { redact } = withPolicy({ joinTokens: true });

  const first = redact('jane@example.com').value as string;
  const second = redact(['bob@example.com', 'JANE@example.com']).value as readonly string[];

  assert.match(first, /^\[EMAIL:[0-9a-f]{12}\]$/);
  assert.equal(second[1]!.split(':')[1], first.split(':')[1]);
});

test('redact() keeps hashes or nothing of payloads when the policy says so', () => {
  assert.match(
    JSON.stringify(withPolicy({ payload: 'hash' }).redact({ a: 'hello' }).value),
    /\[HASH text 5 bytes [0-9a-f]{12}\]/,
  );
  assert.deepEqual(withPolicy({ payload: 'none' }).redact({ a: 'hello' }).value, { a: '[WITHHELD]' });
  assert.deepEqual(withPolicy({ payload: 'full' }).redact({ a: 'jane@example.com' }).value, { a: 'jane@example.com' });
});

test('createRedactor() refuses own patterns without a compiler', () => {
  assert.throws(() => createRedactor({ ...DEFAULT_POLICY, patterns: [{ name: 'x', pattern: 'y' }] }), /re2/);
});
