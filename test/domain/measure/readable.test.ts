import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEmf } from '../../../local/aws/cloudwatch/emf.ts';
import { measure } from '../../../src/domain/measure/measure.ts';
import { AT, call, red, settings } from './spans.ts';

test('measure() writes lines that a reader of the specification takes without a problem, whatever was measured', () => {
  const number = fc.double({ min: 0, max: 1e12, noNaN: true });
  const anyCall = fc.record({
    latencyMs: number,
    outputTokens: fc.nat(),
    model: fc.constantFrom('gpt-4o', 'gpt-4o-mini', '"odd"'),
    cpuPercent: number,
    nanoUsd: fc.nat(),
  });

  fc.assert(
    fc.property(fc.array(anyCall, { minLength: 1, maxLength: 150 }), (measured) => {
      const spans = measured.map(({ latencyMs, outputTokens, model, cpuPercent, nanoUsd }) =>
        call({
          latencyMs,
          model: red(model),
          usage: { inputTokens: 1, outputTokens },
          cost: { source: 'client', nanoUsd },
          resources: { cpuPercent },
        }),
      );

      const lines = measure(spans, {}, settings({ models: ['gpt-4o', 'gpt-4o-mini'] }));

      const readings = lines.map((line) => readEmf(line, AT));
      assert.deepEqual(
        readings.map((reading) => (reading.kind === 'document' ? reading.problems : reading.kind)),
        lines.map(() => []),
      );
    }),
  );
});
