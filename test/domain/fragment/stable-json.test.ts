/** JSON that breaks ties: every version must break them alike, so its text is held to a plain definition. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stableJson } from '../../../src/domain/fragment/stable-json.ts';

/** The definition: each object's keys in the order of their code units. */
const defined = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(defined).join(',')}]`;
  const fields = value as Record<string, unknown>;
  const members = Object.keys(fields)
    .filter((key) => fields[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${defined(fields[key])}`);
  return `{${members.join(',')}}`;
};

const key = fc.oneof(fc.constantFrom('role', 'content', 'a', 'b', '1', '10', '9', '01', '__proto__'), fc.string());
const { document } = fc.letrec((tie) => ({
  document: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue(),
    fc.constant(undefined),
    fc.array(tie('document'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('document')), { maxLength: 6 })
      // As JSON.parse makes objects: `__proto__` is a key like any other.
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

test('stableJson() writes the keys of every object in order, and nothing else differently than JSON.stringify', () => {
  fc.assert(
    fc.property(document, (value) => {
      assert.equal(stableJson(value), defined(value));
    }),
    { numRuns: 500 },
  );
});

test('stableJson() leaves the value as it is', () => {
  const value = [{ role: 'user', content: [{ b: 1, a: 2 }] }];

  stableJson(value);

  assert.equal(JSON.stringify(value), '[{"role":"user","content":[{"b":1,"a":2}]}]');
});
