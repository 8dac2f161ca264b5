/** What a reader may copy from a page is taken by the code that it is meant for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../src/domain/call/json.ts';
import { decompress } from '../../src/domain/decode/body.ts';
import { decodeInteractions } from '../../src/domain/decode/interactions.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { createSections } from '../../src/domain/settings/read-settings.ts';
import type { SectionName } from '../../src/domain/settings/settings.ts';
import { read } from '../domain/otlp/requests.ts';
import { PAGES, pageAt } from './pages.ts';

/** The JSON from the first brace on: what a page shows, in as many lines as it takes. */
const jsonFrom = (text: string): JsonObject => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0 && at > 0) return JSON.parse(text.slice(0, at + 1)) as JsonObject;
  }
  throw new Error(`no object ends in ${text.slice(0, 80)}`);
};

/** The bodies that examples of curl send to a path. */
const bodiesTo = (path: string): readonly JsonObject[] =>
  PAGES.flatMap(({ text }) =>
    text
      .split(/\bcurl\b/)
      .slice(1)
      .filter((command) => new RegExp(`^\\s(?:-s )?\\S*${path} `).test(command))
      .flatMap((command) => {
        const at = command.indexOf("-d '{");
        return at < 0 ? [] : [jsonFrom(command.slice(at + "-d '".length))];
      }),
  );

test('every example of a call is one that is taken', () => {
  const bodies = bodiesTo('/v1/interactions');

  assert.ok(bodies.length >= 2, `${bodies.length} examples were found`);
  for (const body of bodies) {
    const { items } = decodeInteractions(decompress(JSON.stringify(body)), 'application/json');
    assert.deepEqual(
      items.map((item) => (item.ok ? [] : item.problems)),
      [[]],
    );
  }
});

test('the example of a trace in JSON is a call of gpt-4o-mini', () => {
  const [body] = bodiesTo('/v1/traces');

  const { spans } = read(Buffer.from(JSON.stringify(body)), 'traces');

  assert.deepEqual(
    spans.map(({ kind, model }) => [kind, model]),
    [['llm', 'gpt-4o-mini']],
  );
});

test('every example of a section of settings is one that may be set', () => {
  const sections = createSections(compilePattern);
  const policy: readonly [string, JsonObject] = [
    'redaction',
    JSON.parse(/```json\n(.*?)```/s.exec(pageAt('docs/privacy.md'))![1]!) as JsonObject,
  ];
  const examples = PAGES.flatMap(({ text }) =>
    [...text.matchAll(/PUT "?(?:\$API)?\/v1\/settings\/([a-z]+)[^{]{0,120}?(\{ ?")/g)].map(
      ({ 1: section, 2: start, 0: found, index }) =>
        [section!, jsonFrom(text.slice(index + found.length - start!.length))] as const,
    ),
  );

  assert.deepEqual([...new Set(examples.map(([section]) => section))].sort(), ['deep', 'judge', 'prices', 'sampling']);
  for (const [section, body] of [policy, ...examples]) {
    const result = sections[section as SectionName].read(body);
    assert.ok(result.ok, `${section}: ${JSON.stringify(result)}`);
  }
});
