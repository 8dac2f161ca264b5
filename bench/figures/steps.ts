/**
 * Each step of the path alone, and the whole handler without network, for chats of 4.6 KB and for what agents send, 20 KB that
 * repeat the conversation so far: `node bench/figures/steps.ts`. Processor time, best of many rounds. The baseline is parsing the
 * same bytes as JSON. No body comes to the handler twice, as what it remembered would flatter it.
 */
import assert from 'node:assert/strict';
import { toItem } from '../../src/adapters/dynamodb/fragment-item.ts';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { pack, type SealedFrame } from '../../src/adapters/s3/packs.ts';
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
import { seal } from '../../src/domain/fragment/merge.ts';
import { boundedNames } from '../../src/domain/measure/bounded-names.ts';
import { measure } from '../../src/domain/measure/measure.ts';
import { boundSpan } from '../../src/domain/normalise/bound-span.ts';
import { normaliseSpan } from '../../src/domain/normalise/normalise-span.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import { redactLabelsFirst, redactSpan } from '../../src/domain/redact/redact-span.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import { agentCallOf } from '../workload/agents.ts';
import { startQuietIngest } from '../workload/handler.ts';
import { interactionOf, type WorkloadOptions } from '../workload/interactions.ts';
import { type Bar, besideBaseline, type Figure, processorTime, publish } from './figure.ts';

const BATCH = 100;
/** Batches that each step goes through in turn: more text than the nearest caches hold. */
const BATCHES = 5;
const DISTINCT: Readonly<Record<number, number>> = { 1: 1, 10: 0.5, 100: 0.3 };
const LEAST_PER_SECOND = 12_000;
const at = Date.now() - 10_000;
const project = 'bench' as ProjectId;

/** What is sent: an interaction by its number. */
type Traffic = (number: number, options: WorkloadOptions) => object;

const bodyOf = (traffic: Traffic, batch: number, from: number): string => {
  const interactions = Array.from({ length: batch }, (_, n) =>
    traffic(from + n, { at, distinct: DISTINCT[batch] ?? 1, run: `${batch}-${from}` }),
  );
  return JSON.stringify(batch === 1 ? interactions[0] : { interactions });
};

/** What the steps need that is made once. */
const makeParts = () => ({
  keyed: createKeyed('a secret of the benchmark'),
  redactor: createRedactor(DEFAULT_POLICY, { ...REDACTION_OPTIONS, names: readNames() }),
  price: createPricer(),
  assess: createAssessor(),
});

/** The steps that one body goes through, each with what the one before gave. */
const pathOf = (
  text: string,
  { keyed, redactor, price, assess }: ReturnType<typeof makeParts>,
): readonly (readonly [name: string, run: () => unknown])[] => {
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
  const redact = (): readonly RedactedSpan[] => {
    const ofRequest = redactor.forRequest();
    return priced.map((span) => redactSpan(span, { project, redactor: ofRequest, keyed }));
  };
  const redacted = redact();
  const assessed = redacted.map((span) => ({ ...span, assessments: assess(span).assessments }));
  const stored = assessed.map(({ payload, ...span }): StoredSpan => {
    const slots = Object.entries(payload ?? {}).map(([field, value]) => [field, { value }]);
    return { ...span, payload: Object.fromEntries(slots) };
  });
  const cut = () => cutFragments(stored, { digest: 'digest', receivedAt: at });
  const fragments = cut();
  const seals = () =>
    fragments.map(({ spans }) =>
      spans.map(({ payload }) =>
        Object.entries(payload ?? {}).map(([field, slot]) => ({ field, ...seal((slot as { value: unknown }).value) })),
      ),
    );
  const frames = seals() as readonly SealedFrame[];
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

  return [
    ['JSON.parse of the same bytes (baseline)', () => JSON.parse(text)],
    ['digest of the request', () => keyed.request(project, '/v1/interactions', text)],
    ['decode and validate', decode],
    ['bound, redact labels, normalise', normalise],
    ['price', () => normalised.map((span) => price(span as never))],
    ['redact', redact],
    ['assess', () => redacted.map((span) => assess(span))],
    ['cut into fragments', cut],
    ['seal documents', seals],
    ['compress payloads into a pack', () => pack('key', frames)],
    ['rows with their facts', rows],
    ['measure (embedded metrics)', emf],
  ];
};

/** The steps on one kind of traffic. */
export const measureSteps = async (traffic: Traffic, forMs: number): Promise<readonly Figure[]> => {
  const parts = makeParts();
  const bodies = Array.from({ length: BATCHES }, (_, n) => bodyOf(traffic, BATCH, n * BATCH));
  const paths = bodies.map((body) => pathOf(body, parts));
  const bytesEach = Buffer.byteLength(bodies.join('')) / (BATCHES * BATCH);
  const figures: Omit<Figure, 'ratio'>[] = [];
  for (const [step, [name]] of paths[0]!.entries()) {
    const runs = paths.map((path) => path[step]![1]);
    const us = (await processorTime(() => runs.map((run) => run()), { forMs })) / (BATCHES * BATCH);
    figures.push({ name, value: us, unit: 'µs per interaction', megabytesPerSecond: bytesEach / us });
  }
  return besideBaseline(figures);
};

/** Each step is timed so long: after less of it, redaction would not be compiled whole. */
const STEP_MS = 4000;

/** Interactions of a round of the handler, at least. */
const ROUND = 200;
const ROUNDS_AT_ONCE = 20;

/** The whole handler at one batch size: microseconds of processor time per interaction, and the bytes of one. */
export const measureHandler = async (
  batch: number,
  forMs: number,
  traffic: Traffic = interactionOf,
): Promise<{ readonly us: number; readonly bytes: number }> => {
  const ingest = await startQuietIngest();
  const requests = Math.max(3, Math.ceil(ROUND / batch));
  let sent = 0;
  let bytes = 0;
  const makeBodies = (): readonly string[] =>
    Array.from({ length: requests }, () => {
      const body = bodyOf(traffic, batch, sent);
      sent += batch;
      bytes += Buffer.byteLength(body);
      return body;
    });
  let stock: (readonly string[])[] = [];
  // Those of many rounds at once: made right before each, they would leave the processor's caches full of their making.
  const nextBodies = (): readonly string[] => {
    if (stock.length === 0) stock = Array.from({ length: ROUNDS_AT_ONCE }, makeBodies);
    return stock.pop() as readonly string[];
  };
  for (const body of nextBodies()) {
    const { statusCode } = await ingest.post(body);
    assert.equal(statusCode, batch === 1 ? 201 : 200);
  }
  const { rows } = ingest.take();
  assert.ok(rows.length >= requests);
  const us = await processorTime(
    async (bodies: readonly string[]) => {
      for (const body of bodies) await ingest.post(body);
      ingest.take();
    },
    { forMs, prepare: nextBodies },
  );
  return { us: us / (requests * batch), bytes: bytes / sent };
};

/** The bar of the handler at batches of 100. */
export const barOfHandler = (perSecond: number): Bar => ({
  name: 'the whole ingest handler without network at batches of 100',
  value: perSecond,
  unit: 'interactions/s and core',
  least: LEAST_PER_SECOND,
});

/** The handler's figures for one kind of traffic. */
const handlerFigures = async (traffic: Traffic, batches: readonly number[]): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  for (const batch of batches) {
    const { us, bytes } = await measureHandler(batch, 6000, traffic);
    const name = `the whole handler, batches of ${batch}`;
    figures.push({ name, value: us, unit: 'µs per interaction', megabytesPerSecond: bytes / us });
    figures.push({ name: `${name}, rate`, value: 1e6 / us, unit: 'interactions/s and core' });
  }
  return figures;
};

const ofAgents = (figures: readonly Figure[]): readonly Figure[] =>
  figures.map((figure) => ({ ...figure, name: `agents: ${figure.name}` }));

if (import.meta.main) {
  const chats = [
    ...(await measureSteps(interactionOf, STEP_MS)),
    ...(await handlerFigures(interactionOf, [1, 10, 100])),
  ];
  const agents = [...(await measureSteps(agentCallOf, STEP_MS)), ...(await handlerFigures(agentCallOf, [1, 10]))];
  publish({
    bench: 'steps',
    title: 'The path of a call, without network',
    method:
      'Processor time, the best of many rounds, personal data in every fourth, all detectors and assessors on. First chats of 4.6 KB, ' +
      'then calls of agents, 20 KB in 10 to 24 messages that repeat the conversation so far. The handler gets no body twice.',
    figures: [...chats, ...ofAgents(agents)],
    bars: [barOfHandler(chats.at(-1)!.value)],
  });
}
