/** Rows of a table and names in code hold personal data as prose does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';

const redact = (text: string): unknown => createRedactor(DEFAULT_POLICY).redact(text).value;

test('redact() finds what stands between the commas of a row', () => {
  const cases: readonly [string, string][] = [
    ['17,4539148803436467,25.00', '17,[CREDIT_CARD],25.00'],
    ['4539148803436467,4111111111111111', '[CREDIT_CARD_1],[CREDIT_CARD_2]'],
    ['1,219-09-9999,2', '1,[SSN],2'],
    ['1,203.0.113.77,2', '1,[IP_ADDRESS],2'],
    ['1,(415) 555-2671,2', '1,[PHONE],2'],
    ['x,DE89370400440532013000,y', 'x,[IBAN],y'],
    ['a,+4915112345678,b', 'a,[PHONE],b'],
    ['7,jane@example.com,8', '7,[EMAIL],8'],
  ];
  for (const [row, expected] of cases) assert.equal(redact(row), expected);
});

test('redact() leaves thousands and amounts alone', () => {
  for (const text of ['total 12,345,678.00', '1,219,099 visits', '$4,539,148,803.00', '3,141.59']) {
    assert.equal(redact(text), text);
  }
});

test('redact() finds a card tied to a name with an underscore', () => {
  assert.equal(redact('order_4539148803436467'), 'order_[CREDIT_CARD]');
});
