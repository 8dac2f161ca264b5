/** What a caller is told of a body that is no JSON: where or why, and never what stands there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from '../../../src/domain/decode/json.ts';

const CASES: readonly (readonly [what: string, body: string, told: RegExp])[] = [
  ['a comma too many', '{"a":1,}', /breaks at character 7\./],
  ['an end that is missing', '{"a":', /ends too early\./],
  ['no body', '', /ends too early\./],
  ["Python's NaN", '{"input":"jane@example.com","score":NaN}', /does not know, as NaN, Infinity or undefined\./],
  ['a word', '{"a":undefined}', /does not know/],
  ['a word at the very start', 'hello jane', /does not know|breaks at character/],
];

for (const [what, body, told] of CASES)
  test(`parseJson() tells of ${what} where or why it is no JSON, and quotes nothing`, () => {
    assert.throws(
      () => parseJson(body),
      (error: Error) => told.test(error.message) && !/jane/.test(error.message),
    );
  });
