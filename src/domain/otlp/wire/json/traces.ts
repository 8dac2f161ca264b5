/** Decodes an ExportTraceServiceRequest from OTLP/JSON. */
import type { Body } from '../../../call/body.ts';
import { isJsonObject, type Json } from '../../../call/json.ts';
import { spanIdentity } from '../items.ts';
import { atMostEvents, BadItem, type Budget } from '../limits.ts';
import type { Decoded, OtlpEvent, OtlpLink, OtlpSpan } from '../model.ts';
import { attributesAt, get, idAt, integerAt, listAt, nanosAt, textAt } from './any-value.ts';
import { readRequest } from './request.ts';

const FRAME = { resources: 'resourceSpans', scopes: 'scopeSpans', items: 'spans' };

/** Names of enum values, which the specification forbids and some clients send all the same. */
const KINDS = {
  SPAN_KIND_INTERNAL: 1,
  SPAN_KIND_SERVER: 2,
  SPAN_KIND_CLIENT: 3,
  SPAN_KIND_PRODUCER: 4,
  SPAN_KIND_CONSUMER: 5,
};
const STATUS_CODES = { STATUS_CODE_OK: 1, STATUS_CODE_ERROR: 2 };

/** @throws AppError `undecodable-body`, `too-large` */
export const tracesFromJson = (body: Body): Decoded<OtlpSpan> =>
  readRequest(body, FRAME, (value, budget, gathering) => gathering.item(() => readSpan(value, budget)));

const readSpan = (value: Json, budget: Budget): OtlpSpan => {
  if (!isJsonObject(value)) throw new BadItem('a span must be an object');
  budget.spend();
  const status = get(value, 'status') ?? {};
  if (!isJsonObject(status)) throw new BadItem('status must be an object');
  return {
    ...spanIdentity(idAt(value, 'traceId'), idAt(value, 'spanId'), idAt(value, 'parentSpanId')),
    name: textAt(value, 'name'),
    kind: integerAt(value, 'kind', KINDS),
    start: nanosAt(value, 'startTimeUnixNano'),
    end: nanosAt(value, 'endTimeUnixNano'),
    attributes: attributesAt(value, 'attributes', budget),
    droppedAttributes: integerAt(value, 'droppedAttributesCount'),
    events: listAt(value, 'events').map((event, index) => readEvent(event, index, budget)),
    links: listAt(value, 'links').map((link, index) => readLink(link, index, budget)),
    status: integerAt(status, 'code', STATUS_CODES),
    statusMessage: textAt(status, 'message'),
  };
};

const readEvent = (value: Json, index: number, budget: Budget): OtlpEvent => {
  atMostEvents(index, 'events');
  if (!isJsonObject(value)) throw new BadItem('an event must be an object');
  budget.spend();
  return {
    time: nanosAt(value, 'timeUnixNano'),
    name: textAt(value, 'name'),
    attributes: attributesAt(value, 'attributes', budget),
  };
};

const readLink = (value: Json, index: number, budget: Budget): OtlpLink => {
  atMostEvents(index, 'links');
  if (!isJsonObject(value)) throw new BadItem('a link must be an object');
  budget.spend();
  return {
    traceId: idAt(value, 'traceId'),
    spanId: idAt(value, 'spanId'),
    attributes: attributesAt(value, 'attributes', budget),
  };
};
