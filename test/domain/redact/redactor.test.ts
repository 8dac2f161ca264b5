/** The redactor's promises: what it replaces, how it names what it found, and that it leaves the rest alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';

const { redact, redactLabel } = createRedactor(DEFAULT_POLICY);

test('redact() names a value that is alone of its type without a number', () => {
  const { value } = redact('write to jane@example.com or JANE@example.com');

  assert.equal(value, 'write to [EMAIL] or [EMAIL]');
});

test('redact() numbers distinct values of one type across the whole document', () => {
  const { value } = redact({ input: 'a@example.com', output: ['b@example.org', 'a@example.com'] });

  assert.deepEqual(value, { input: '[EMAIL_1]', output: ['[EMAIL_2]', '[EMAIL_1]'] });
});

test('redact() reads a number under the key it stands under', () => {
  const { value } = redact({ ssn: 219456789, total: 219456789 });

  assert.deepEqual(value, { ssn: '[SSN]', total: 219456789 });
});

test('redact() replaces personal data in keys and gives paths without it', () => {
  const { value, findings } = redact({ 'jane@example.com': 'call (212) 555-0199' });

  assert.deepEqual(value, { '[EMAIL]': 'call [PHONE]' });
  assert.deepEqual(
    findings.map(({ type, path }) => ({ type, path })),
    [
      { type: 'EMAIL', path: undefined },
      { type: 'PHONE', path: '[EMAIL]' },
    ],
  );
});

test('redact() keeps two keys apart that redact to the same name', () => {
  const { value } = redact({ 'jane@example.com': 1, 'JANE@example.com': 2 });

  assert.deepEqual(value, { '[EMAIL]': 1, '[EMAIL] (2)': 2 });
});

test('redact() leaves placeholders of an earlier redaction alone and numbers after them', () => {
  const { value } = redact('[EMAIL_3] wrote to jane@example.com');

  assert.equal(value, '[EMAIL_3] wrote to [EMAIL_4]');
});

test('redact() replaces a text it could not finish in time and says so', () => {
  let now = 0;
  const slow = createRedactor(DEFAULT_POLICY, {
    clock: () => {
      now += 1000;
      return now;
    },
  });

  const { value, failed } = slow.redact({ input: 'jane@example.com' });

  assert.deepEqual(value, { input: '[REDACTION_FAILED]' });
  assert.equal(failed, true);
});

test('redactLabel() finds secrets and addresses and leaves model names alone', () => {
  assert.equal(redactLabel('gpt-4o-mini-2024-07-18'), 'gpt-4o-mini-2024-07-18');
  assert.equal(redactLabel('team jane@example.com'), 'team [EMAIL]');
});
