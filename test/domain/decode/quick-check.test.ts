/** The quick check of fields against the schema that it is made from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as v from 'valibot';
import { InteractionSchema } from '../../../src/domain/decode/interaction-schema.ts';
import { fieldFits } from '../../../src/domain/decode/quick-check.ts';

const FITS = fieldFits(InteractionSchema.entries);

test('fieldFits() lets nothing pass that the schema refuses or would copy without a part', () => {
  const nested = fc.constantFrom(
    'rating',
    'comment',
    'type',
    'message',
    'http_status',
    'input_tokens',
    'category',
    'x',
  );
  const scalar = fc.oneof(
    fc.constantFrom<unknown>(null, true, '', 'llm', 'ok', 'thumbs_up', '2026-02-30', '2026-11-30T07:00:00Z'),
    fc.constantFrom<unknown>('0'.repeat(32), 'a'.repeat(32), 'a'.repeat(16), 'x'.repeat(257)),
    fc.double(),
    fc.integer({ min: -2, max: 700 }),
    fc.string(),
  );
  const object = fc.dictionary(nested, scalar, { noNullPrototype: true });
  const value = fc.oneof(scalar, object, fc.array(fc.oneof(scalar, object), { maxLength: 52 }));

  fc.assert(
    fc.property(fc.constantFrom(...FITS.keys()), value, (name, given) => {
      if (!FITS.get(name)?.(given)) return;

      const checked = v.safeParse(InteractionSchema, { [name]: given });
      assert.ok(checked.success);
      assert.deepEqual(checked.output, { [name]: given });
    }),
    { numRuns: 5000 },
  );
});

test('fieldFits() knows the usual fields of an interaction, so that the library need not look at them', () => {
  const usual: Readonly<Record<string, unknown>> = {
    trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
    timestamp: '2026-11-30T07:00:00.000Z',
    kind: 'llm',
    model: 'gpt-4o-mini',
    parameters: { temperature: 0.2 },
    input: [{ role: 'user', content: 'Where is my order?' }],
    usage: { input_tokens: 15, output_tokens: 120, cache_read_tokens: null },
    latency_ms: 1333,
    error: { type: 'timeout', http_status: 504 },
    finish_reasons: ['stop'],
    confidence: 0.9,
    cache_hit: false,
    safety: [{ category: 'violence', action: 'flagged' }],
    feedback: { feedback_type: 'rating', rating: 4 },
    tags: [],
  };

  for (const [name, value] of Object.entries(usual)) assert.equal(FITS.get(name)?.(value), true, name);
});
