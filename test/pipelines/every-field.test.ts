/** Every field of an interaction that takes text is redacted, those that are added later too: the test reads them from the schema. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { type InteractionInput, InteractionSchema } from '../../src/domain/decode/interaction-schema.ts';
import { toSpan } from '../../src/domain/decode/to-span.ts';
import { redactSpan } from '../../src/domain/redact/redact-span.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import { NOON } from '../builders/spans.ts';

const CANARY = 'canary.person@example.com';
const project = 'p' as ProjectId;
const keyed = createKeyed('a secret for tests, long enough');

interface Schema {
  readonly type: string;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly entries?: Readonly<Record<string, Schema>>;
}

/** A value of the schema with the canary in each text; undefined where it takes no text. */
const planted = (schema: Schema): unknown => {
  if (schema.wrapped !== undefined) return planted(schema.wrapped);
  if (schema.item !== undefined) {
    const item = planted(schema.item);
    return item === undefined ? undefined : [item];
  }
  if (schema.entries !== undefined) {
    const fields = Object.entries(schema.entries).map(([name, field]) => [name, planted(field)] as const);
    const texts = fields.filter(([, value]) => value !== undefined);
    return texts.length === 0 ? undefined : Object.fromEntries(texts);
  }
  const candidates = [CANARY, { [CANARY]: CANARY }];
  return candidates.find((value) => v.safeParse(schema as unknown as v.GenericSchema, value).success);
};

// A comment is no part of the span: ingest-interactions.ts redacts it.
const { feedback: _, ...interaction } = planted(InteractionSchema as unknown as Schema) as InteractionInput;

for (const [field, value] of Object.entries(interaction)) {
  test(`an address in ${field} is redacted`, () => {
    const { span } = toSpan({ [field]: value } as InteractionInput, {}, 0, {
      project,
      keyed,
      receivedAt: NOON,
      digest: 'digest',
    });

    const kept = redactSpan(span, { project, redactor: createRedactor(DEFAULT_POLICY), keyed });

    assert.ok(!JSON.stringify(kept).includes('canary.person'), `${field} is kept as it came: ${Object.keys(kept)}`);
  });
}

test('every field that takes text is among them', () => {
  for (const field of ['user_id', 'model', 'input', 'output', 'tags', 'safety', 'error', 'feature', 'metadata']) {
    assert.ok(field in interaction, field);
  }
});
