/** Cases of marked texts, each redacted to what its marks say, and to the same once more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';
import { readMarked, redactedForm } from './marked.ts';

const redact = (text: string): string => String(createRedactor(DEFAULT_POLICY).redact(text).value);

/** A test that each of the marked texts becomes what its marks say. */
export const holds = (name: string, marked: readonly string[]): void => {
  test(name, () => {
    for (const one of marked) {
      const redacted = redact(readMarked(one).text);

      assert.equal(redacted, redactedForm(one));
      assert.equal(redact(redacted), redacted);
    }
  });
};
