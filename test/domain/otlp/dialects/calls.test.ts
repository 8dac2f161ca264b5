/** One call as each dialect writes it, and the record that each must become. The attributes are those of the dialects' documents. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spanOf } from '../requests.ts';
import { CALL, summary } from './calls/expected.ts';
import { frameworks } from './calls/frameworks.ts';
import { gateways } from './calls/gateways.ts';
import { instrumentations } from './calls/instrumentations.ts';
import { opentelemetry } from './calls/opentelemetry.ts';

for (const [name, span, expected] of [...opentelemetry, ...instrumentations, ...frameworks, ...gateways]) {
  test(`toRawSpan() reads a call as ${name} writes it`, () => {
    assert.deepEqual(summary(spanOf(span)), { ...CALL, ...expected });
  });
}
