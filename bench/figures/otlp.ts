/**
 * How fast a default batch of OpenTelemetry goes from bytes to normalised spans: `node bench/figures/otlp.ts`. The answer is checked
 * against protobufjs, which only decodes and is timed beside it.
 */
import assert from 'node:assert/strict';
import { normaliseSpan } from '../../src/domain/normalise/normalise-span.ts';
import { decodeRequest } from '../../src/domain/otlp/decode-request.ts';
import { decodeBody, type Encoding } from '../../src/domain/otlp/wire/decode.ts';
import { derivedIds } from '../../test/domain/otlp/requests.ts';
import { messageType } from '../../test/domain/otlp/wire/descriptor.ts';
import { referenceItems } from '../../test/domain/otlp/wire/reference.ts';
import { jsonBatch, protobufBatch, SPANS } from '../otlp/batch.ts';
import { type Bar, besideBaseline, type Figure, processorTime, publish } from './figure.ts';

const RECEIVED_AT = 1795225242000;
const LEAST_PER_SECOND = 20_000;

const wholePath = (body: Uint8Array, encoding: Encoding) =>
  decodeRequest({ signal: 'traces', encoding, body, ids: derivedIds }).spans.map((span) =>
    normaliseSpan(span, { receivedAt: RECEIVED_AT }),
  );

const check = (protobuf: Uint8Array, json: Uint8Array): void => {
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
};

/** The rows of the table, and the bar of each encoding. */
export const measureOtlp = async (
  forMs: number,
): Promise<{ readonly figures: readonly Figure[]; readonly bars: readonly Bar[] }> => {
  const protobuf = protobufBatch();
  const json = jsonBatch();
  check(protobuf, json);
  const type = messageType('ExportTraceServiceRequest');
  const rows: readonly (readonly [string, Uint8Array, () => unknown])[] = [
    ['JSON: JSON.parse alone (baseline)', json, () => JSON.parse(Buffer.from(json).toString())],
    ['JSON: decode', json, () => decodeBody(json, 'traces', 'json')],
    ['JSON: decode and normalise', json, () => wholePath(json, 'json')],
    ['protobuf: protobufjs, decode alone', protobuf, () => type.decode(protobuf)],
    ['protobuf: decode', protobuf, () => decodeBody(protobuf, 'traces', 'protobuf')],
    ['protobuf: decode and normalise', protobuf, () => wholePath(protobuf, 'protobuf')],
  ];
  const figures: Omit<Figure, 'ratio'>[] = [];
  const bars: Bar[] = [];
  for (const [name, body, run] of rows) {
    const us = await processorTime(run, { forMs });
    figures.push({ name, value: us / SPANS, unit: 'µs per span', megabytesPerSecond: body.length / us });
    if (!name.endsWith('decode and normalise')) continue;
    bars.push({ name: `OTLP, ${name}`, value: (SPANS * 1e6) / us, unit: 'spans/s and core', least: LEAST_PER_SECOND });
  }
  return { figures: besideBaseline(figures), bars };
};

if (import.meta.main) {
  publish({
    bench: 'otlp',
    title: 'OpenTelemetry, from bytes to spans',
    method: `Processor time, the best of many rounds; a batch of ${SPANS} calls with prompts of 2 to 8 KB, as an SDK with default settings sends when it is busy.`,
    ...(await measureOtlp(2000)),
  });
}
