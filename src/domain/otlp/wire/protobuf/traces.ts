/** Decodes an ExportTraceServiceRequest. Field numbers are those of opentelemetry/proto/trace/v1/trace.proto. */
import { spanIdentity } from '../items.ts';
import { atMostEvents } from '../limits.ts';
import type { Decoded, OtlpEvent, OtlpLink, OtlpSpan } from '../model.ts';
import { noAttributes, readKeyValue, type Source } from './any-value.ts';
import { BYTES, FIXED64, VARINT } from './reader.ts';
import { readRequest } from './request.ts';

/** @throws AppError `undecodable-body`, `too-large` */
export const tracesFromProtobuf = (bytes: Uint8Array): Decoded<OtlpSpan> =>
  readRequest(bytes, (source, gathering) => gathering.item(() => readSpan(source)));

const readSpan = (source: Source): OtlpSpan => {
  const { reader } = source;
  const attributes = noAttributes();
  const events: OtlpEvent[] = [];
  const links: OtlpLink[] = [];
  let [traceId, spanId, parentSpanId, name] = ['', '', '', ''];
  let [kind, droppedAttributes] = [0, 0];
  let [start, end] = [0n, 0n];
  let outcome = { status: 0, statusMessage: '' };
  source.budget.spend();
  reader.message((tag) => {
    switch (tag) {
      case (9 << 3) | BYTES:
        return readKeyValue(source, attributes);
      case (1 << 3) | BYTES:
        traceId = reader.hex();
        return true;
      case (2 << 3) | BYTES:
        spanId = reader.hex();
        return true;
      case (4 << 3) | BYTES:
        parentSpanId = reader.hex();
        return true;
      case (5 << 3) | BYTES:
        name = reader.name();
        return true;
      case (6 << 3) | VARINT:
        kind = reader.uint32();
        return true;
      case (7 << 3) | FIXED64:
        start = reader.fixed64();
        return true;
      case (8 << 3) | FIXED64:
        end = reader.fixed64();
        return true;
      case (10 << 3) | VARINT:
        droppedAttributes = reader.uint32();
        return true;
      case (11 << 3) | BYTES:
        atMostEvents(events.length, 'events');
        events.push(readEvent(source));
        return true;
      case (13 << 3) | BYTES:
        atMostEvents(links.length, 'links');
        links.push(readLink(source));
        return true;
      case (15 << 3) | BYTES:
        outcome = readStatus(source);
        return true;
      default:
        return false;
    }
  });
  return {
    ...spanIdentity(traceId, spanId, parentSpanId),
    name,
    kind,
    start,
    end,
    attributes,
    droppedAttributes,
    events,
    links,
    ...outcome,
  };
};

const readEvent = (source: Source): OtlpEvent => {
  const { reader } = source;
  const attributes = noAttributes();
  let time = 0n;
  let name = '';
  source.budget.spend();
  reader.message((tag) => {
    if (tag === ((1 << 3) | FIXED64)) time = reader.fixed64();
    else if (tag === ((2 << 3) | BYTES)) name = reader.name();
    else return tag === ((3 << 3) | BYTES) && readKeyValue(source, attributes);
    return true;
  });
  return { time, name, attributes };
};

const readLink = (source: Source): OtlpLink => {
  const { reader } = source;
  const attributes = noAttributes();
  let traceId = '';
  let spanId = '';
  source.budget.spend();
  reader.message((tag) => {
    if (tag === ((1 << 3) | BYTES)) traceId = reader.hex();
    else if (tag === ((2 << 3) | BYTES)) spanId = reader.hex();
    else return tag === ((4 << 3) | BYTES) && readKeyValue(source, attributes);
    return true;
  });
  return { traceId, spanId, attributes };
};

const readStatus = ({ reader }: Source): { readonly status: number; readonly statusMessage: string } => {
  let status = 0;
  let statusMessage = '';
  reader.message((tag) => {
    if (tag === ((2 << 3) | BYTES)) statusMessage = reader.string();
    else if (tag === ((3 << 3) | VARINT)) status = reader.uint32();
    else return false;
    return true;
  });
  return { status, statusMessage };
};
