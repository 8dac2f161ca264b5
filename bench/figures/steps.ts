/**
 * Each step of the path alone, on 100 interactions of 4.6 KB, and the whole handler without network at batches of 1, 10 and 100:
 * `node bench/figures/steps.ts`. Processor time, best of many rounds. The baseline is parsing the same bytes as JSON.
 */
import assert from 'node:assert/strict';
import { toItem } from '../../src/adapters/dynamodb/fragment-item.ts';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { pack } from '../../src/adapters/s3/packs.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import { createAssessor } from '../../src/domain/assess/assess.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import type { RawSpan, RedactedSpan } from '../../src/domain/call/span.ts';
import { decompress } from '../../src/domain/decode/body.ts';
import { decodeInteractions } from '../../src/domain/decode/interactions.ts';
import { toSpan } from '../../src/domain/decode/to-span.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { sealOf } from '../../src/domain/fragment/merge.ts';
import { boundedNames } from '../../src/domain/measure/bounded-names.ts';
import { measure } from '../../src/domain/measure/measure.ts';
import { boundSpan } from '../../src/domain/normalise/bound-span.ts';
import { normaliseSpan } from '../../src/domain/normalise/normalise-span.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import { redactLabelsFirst, redactSpan } from '../../src/domain/redact/redact-span.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import { startQuietIngest } from '../workload/handler.ts';
import { interactionOf } from '../workload/interactions.ts';
import { besideBaseline, type Figure, processorTime, publish } from './figure.ts';

const BATCH = 100;
const DISTINCT: Readonly<Record<number, number>> = { 1: 1, 10: 0.5, 100: 0.3 };
const LEAST_PER_SECOND = 12_000;
const at = Date.now() - 10_000;
const project = 'bench' as ProjectId;

const bodyOf = (batch: number, from: number): string => {
  const interactions = Array.from({ length: batch }, (_, n) =>
    interactionOf(from + n, { at, distinct: DISTINCT[batch] ?? 1, run: `${batch}-${from}` }),
  );
  return JSON.stringify(batch === 1 ? interactions[0] : { interactions });
};

/** The steps, each with what the one before gave. */
export const measureSteps = async (forMs: number): Promise<readonly Figure[]> => {
  const text = bodyOf(BATCH, 0);
  const bytes = Buffer.from(text);
  const keyed = createKeyed('a secret of the benchmark');
  const redactor = createRedactor(DEFAULT_POLICY, { ...REDACTION_OPTIONS, names: readNames() });
  const price = createPricer();
  const assess = createAssessor();
  const context = { project, keyed, receivedAt: at, digest: 'digest' };

  const decode = (): readonly RawSpan[] =>
    decodeInteractions(decompress(text), 'application/json').items.map((item, index) => {
      if (!item.ok) throw new Error('an interaction of the benchmark is not valid');
      return toSpan(item.input, item.unknown, index, context).span;
    });
  const raw = decode();
  const normalise = (): readonly RawSpan[] =>
    raw.map((span) => normaliseSpan(redactLabelsFirst(boundSpan(span), redactor), { receivedAt: at }));
  const normalised = normalise();
  const priced = normalised.map((span) => ({ ...span, cost: price(span as never) }));
  const redact = (): readonly RedactedSpan[] => priced.map((span) => redactSpan(span, { project, redactor, keyed }));
  const redacted = redact();
  const assessed = redacted.map((span) => ({ ...span, assessments: assess(span).assessments }));
  const stored = assessed.map(({ payload, ...span }): StoredSpan => {
    const slots = Object.entries(payload ?? {}).map(([field, value]) => [field, { value }]);
    return { ...span, payload: Object.fromEntries(slots) };
  });
  const cut = () => cutFragments(stored, { digest: 'digest', receivedAt: at });
  const fragments = cut();
  const frames = () =>
    pack(
      'key',
      fragments.map(({ spans }) => spans.map(({ payload }) => payload as never)),
    );
  const lean = fragments.map((fragment) => ({
    ...fragment,
    spans: fragment.spans.map(({ payload: _, ...span }) => span as StoredSpan),
  }));
  const rows = () => lean.map((fragment) => toItem(project, fragment, at));
  const settings = {
    namespace: 'n',
    environments: boundedNames([]),
    models: boundedNames([]),
    categories: boundedNames([]),
    at,
  };
  const emf = () => measure(assessed, { rejected: 0, duplicate: false }, settings);

  assert.equal(raw.length, BATCH);
  assert.ok(redacted.filter(({ redactions }) => Object.keys(redactions ?? {}).length > 0).length >= BATCH / 8);
  assert.ok(!JSON.stringify(redacted).includes('maria.keller@example.com'));
  assert.ok(assessed.every(({ assessments }) => assessments.length >= 5));
  assert.equal(rows().length, fragments.length);
  assert.ok(emf().join('').includes('"Interactions"'));

  const steps: readonly (readonly [string, () => unknown])[] = [
    ['JSON.parse of the same bytes (baseline)', () => JSON.parse(text)],
    ['digest of the request', () => keyed.request(project, '/v1/interactions', text)],
    ['decode and validate', decode],
    ['bound, redact labels, normalise', normalise],
    ['price', () => normalised.map((span) => price(span as never))],
    ['redact', redact],
    ['assess', () => redacted.map((span) => assess(span))],
    ['cut into fragments', cut],
    ['seal documents', () => redacted.map(({ payload }) => Object.values(payload ?? {}).map(sealOf))],
    ['compress payloads into a pack', frames],
    ['rows with their facts', rows],
    ['measure (embedded metrics)', emf],
  ];
  const figures: Omit<Figure, 'ratio'>[] = [];
  for (const [name, run] of steps) {
    const us = (await processorTime(run, { forMs })) / BATCH;
    figures.push({ name, value: us, unit: 'µs per interaction' });
  }
  const bytesEach = bytes.length / BATCH;
  return besideBaseline(figures).map((figure) => ({ ...figure, megabytesPerSecond: bytesEach / figure.value }));
};

/** The whole handler at one batch size: microseconds of processor time per interaction. */
export const measureHandler = async (batch: number, forMs: number): Promise<number> => {
  const ingest = await startQuietIngest();
  const bodies = Array.from({ length: Math.max(3, Math.ceil(200 / batch)) }, (_, n) => bodyOf(batch, n * batch));
  for (const body of bodies) {
    const { statusCode } = await ingest.post(body);
    assert.equal(statusCode, batch === 1 ? 201 : 200);
  }
  const { rows } = ingest.take();
  assert.ok(rows.length >= bodies.length);
  const us = await processorTime(
    async () => {
      for (const body of bodies) await ingest.post(body);
      ingest.take();
    },
    { forMs },
  );
  return us / (bodies.length * batch);
};

if (import.meta.main) {
  const steps = await measureSteps(1200);
  const handler: Figure[] = [];
  for (const batch of [1, 10, 100]) {
    const us = await measureHandler(batch, 6000);
    handler.push({ name: `the whole handler, batches of ${batch}`, value: us, unit: 'µs per interaction' });
    handler.push({
      name: `the whole handler, batches of ${batch}, rate`,
      value: 1e6 / us,
      unit: 'interactions/s and core',
    });
  }
  publish({
    bench: 'steps',
    title: 'The path of a call, without network',
    method:
      'Processor time, the best of many rounds, 4.6 KB interactions, personal data in every fourth, all detectors and assessors on.',
    figures: [...steps, ...handler],
    bars: [
      {
        name: 'the whole ingest handler without network at batches of 100',
        value: handler.at(-1)!.value,
        unit: 'interactions/s and core',
        least: LEAST_PER_SECOND,
      },
    ],
  });
}
