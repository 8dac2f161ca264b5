/** What the log tells of errors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { errorFields } from '../../src/lambda/log.ts';

test('errorFields() tells where an error was thrown and nothing of its message, not even of lines that look like frames', () => {
  const line = fc.constantFrom('', ' ', '    at ', 'secret', '\n', '\n    at secret (secret:1:1)', '$&', 'Error: ');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const told = JSON.stringify(errorFields(new TypeError(lines.join(''))));

      assert.doesNotMatch(told, /secret/);
      assert.match(told, /log\.test\.ts/);
    }),
  );
});
