/**
 * How fast a default batch goes from bytes to normalised spans: `node bench/otlp/decode.ts`. The bar is 20,000 spans/s on one core
 * of Node 24. The answer is checked before it is timed; protobufjs, which only decodes, is timed beside it.
 */
import assert from 'node:assert/strict';
import { cpus } from 'node:os';
import { normaliseSpan } from '../../src/domain/normalise/normalise-span.ts';
import { decodeRequest } from '../../src/domain/otlp/decode-request.ts';
import { decodeBody, type Encoding } from '../../src/domain/otlp/wire/decode.ts';
import { derivedIds } from '../../test/domain/otlp/requests.ts';
import { messageType } from '../../test/domain/otlp/wire/descriptor.ts';
import { referenceItems } from '../../test/domain/otlp/wire/reference.ts';
import { jsonBatch, protobufBatch, SPANS } from './batch.ts';

const RECEIVED_AT = 1795225242000;
const ROUNDS = 60;
const WARM_UP = 40;

const wholePath = (body: Uint8Array, encoding: Encoding) =>
  decodeRequest({ signal: 'traces', encoding, body, ids: derivedIds }).spans.map((span) =>
    normaliseSpan(span, { receivedAt: RECEIVED_AT }),
  );

const protobuf = protobufBatch();
const json = jsonBatch();

const spans = wholePath(protobuf, 'protobuf');
assert.equal(spans.length, SPANS);
assert.equal(
  spans.reduce((sum, { usage }) => sum + (usage?.inputTokens ?? 0), 0),
  SPANS * 1000 + (SPANS * (SPANS - 1)) / 2,
);
assert.ok(
  spans.every(
    ({ provider, model, payload, latencyMs }) =>
      provider === 'openai' && model === 'gpt-4o-mini-2024-07-18' && payload?.output && latencyMs === 1000,
  ),
);
assert.deepEqual(wholePath(json, 'json'), spans);
assert.deepEqual(
  decodeBody(protobuf, 'traces', 'protobuf').batches.flatMap(({ items }) => items),
  referenceItems(protobuf, 'traces').map((row) => (row as { item: unknown }).item),
);

/** The best and the median of the rounds, in milliseconds of this process's own CPU time: a busy machine spoils them least. */
const timesOf = (run: () => unknown): readonly [best: number, median: number] => {
  for (let warm = 0; warm < WARM_UP; warm += 1) run();
  const times = Array.from({ length: ROUNDS }, () => {
    const started = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  return [times[0] as number, times[ROUNDS >> 1] as number];
};

const type = messageType('ExportTraceServiceRequest');
const rows: readonly (readonly [string, Uint8Array, () => unknown])[] = [
  ['protobuf, decode', protobuf, () => decodeBody(protobuf, 'traces', 'protobuf')],
  ['protobuf, decode + normalise', protobuf, () => wholePath(protobuf, 'protobuf')],
  ['json, JSON.parse alone', json, () => JSON.parse(Buffer.from(json).toString())],
  ['json, decode', json, () => decodeBody(json, 'traces', 'json')],
  ['json, decode + normalise', json, () => wholePath(json, 'json')],
  ['protobufjs, decode alone', protobuf, () => type.decode(protobuf)],
];

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${SPANS} spans, ${ROUNDS} rounds`);
console.log(`${''.padEnd(30)}     best   median   spans/s at best   MB/s at best`);
for (const [name, body, run] of rows) {
  const [best, median] = timesOf(run);
  const perSecond = Math.round((SPANS / best) * 1000).toLocaleString('en');
  const speed = (body.length / best / 1000).toFixed(0);
  console.log(
    `${name.padEnd(30)} ${best.toFixed(1).padStart(5)} ms ${median.toFixed(1).padStart(5)} ms ${perSecond.padStart(17)} ${speed.padStart(14)}`,
  );
}
