/** Proves that nothing that came with a call can become a dimension: not an id, not a text, not a person. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { UserPseudonym } from '../../../src/domain/call/ids.ts';
import { boundedName, boundedNames, MAX_NAMES, OTHER } from '../../../src/domain/measure/bounded-names.ts';
import type { Line } from '../../../src/domain/measure/emf.ts';
import { measure } from '../../../src/domain/measure/measure.ts';
import { call, parse, red, settings } from './spans.ts';

test('a dimension of a call is always a name of the settings or other, whatever the call says', () => {
  const lists = { environments: ['production'], models: ['gpt-4o', 'claude-sonnet-4-5'], categories: ['violence'] };
  const allowed = new Set(['other', ...lists.environments, ...lists.models, ...lists.categories]);
  const anyText = fc.oneof(
    fc.string(),
    fc.uuid(),
    fc.emailAddress(),
    fc.constantFrom(...allowed, 'GPT-4O', '__proto__'),
  );
  const anyCall = fc.record({
    model: anyText,
    requestModel: anyText,
    environment: anyText,
    sessionId: anyText,
    user: anyText,
    category: anyText,
    redactions: fc.dictionary(anyText, fc.nat({ max: 9 })),
  });

  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 20 }), (texts) => {
      const spans = texts.map(({ user, category, redactions, ...rest }) =>
        call({
          model: red(rest.model),
          requestModel: red(rest.requestModel),
          environment: red(rest.environment),
          sessionId: red(rest.sessionId),
          user: user as UserPseudonym,
          safety: [{ category: red(category), action: red('flagged') }],
          redactions,
        }),
      );

      for (const line of parse(measure(spans, {}, settings(lists)))) {
        const dimensions = line._aws.CloudWatchMetrics.flatMap(({ Dimensions }) => Dimensions.flat());
        for (const dimension of dimensions) assert.ok(allowed.has(String(line[dimension])), String(line[dimension]));
        // A line holds numbers beside the names of its dimensions: no other text leaves with it.
        const texts = Object.entries(line).filter(([, value]) => typeof value === 'string');
        assert.deepEqual(texts.map(([name]) => name).sort(), [...new Set(dimensions)].sort());
      }
    }),
  );
});

test('a line takes names of the settings only: a text that came with a call does not compile', () => {
  // @ts-expect-error A redacted text is not a bounded name.
  const names: Line['names'] = { Model: red('gpt-4o') };

  assert.equal(Object.keys(names).length, 1);
});

test('boundedNames() refuses what looks like an id, a person or a sentence', () => {
  const refused = [
    '0af7651916cd43dd8448eb211c80319c',
    '3d813cbb-47fb-32ba-91df-831e1593ac29',
    'u_abcdefghijklmnopqrstuvwxyz',
    'jane@example.com',
    'order 4711 of Mrs Smith',
    '4915112345678',
    'x'.repeat(65),
    '"quoted"',
  ];

  for (const text of refused) assert.throws(() => boundedNames([text]), /METRIC_/, text);
});

test('boundedNames() takes names of models and environments as they are written', () => {
  const names = boundedNames([
    'production',
    ' eu-west/staging ',
    'claude-sonnet-4-5@20250929',
    'meta.llama3-1-8b-instruct-v1:0',
    '',
  ]);

  assert.deepEqual(
    [...names.values()],
    ['production', 'eu-west/staging', 'claude-sonnet-4-5@20250929', 'meta.llama3-1-8b-instruct-v1:0'],
  );
});

test('boundedNames() refuses more names than the bound', () => {
  const many = Array.from({ length: MAX_NAMES + 1 }, (_, index) => `model-${index}`);

  assert.throws(() => boundedNames(many), /at most 20/);
});

test('boundedName() takes the first text that is listed, in any case', () => {
  const names = boundedNames(['GPT-4o']);

  assert.equal(boundedName(names, undefined, 'gpt-4O'), 'GPT-4o');
  assert.equal(boundedName(names, 'gpt-4o-2024-08-06', 'gpt-4o'), 'GPT-4o');
  assert.equal(boundedName(names, 'llama'), OTHER);
});
