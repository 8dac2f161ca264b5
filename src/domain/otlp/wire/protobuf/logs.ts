/** Decodes an ExportLogsServiceRequest. Field numbers are those of opentelemetry/proto/logs/v1/logs.proto. */
import type { Json } from '../../../call/json.ts';
import { logIdentity } from '../items.ts';
import type { Decoded, OtlpLogRecord } from '../model.ts';
import { noAttributes, readAnyValue, readKeyValue, type Source } from './any-value.ts';
import { BYTES, FIXED64, VARINT } from './reader.ts';
import { readRequest } from './request.ts';

/** @throws AppError `undecodable-body`, `too-large` */
export const logsFromProtobuf = (bytes: Uint8Array): Decoded<OtlpLogRecord> =>
  readRequest(bytes, (source, gathering) => gathering.item(() => readLogRecord(source)));

const readLogRecord = (source: Source): OtlpLogRecord => {
  const { reader } = source;
  const attributes = noAttributes();
  let [traceId, spanId, severityText, eventName] = ['', '', '', ''];
  let [time, observed] = [0n, 0n];
  let severity = 0;
  let body: Json = null;
  source.budget.spend();
  reader.message((tag) => {
    switch (tag) {
      case (6 << 3) | BYTES:
        return readKeyValue(source, attributes);
      case (1 << 3) | FIXED64:
        time = reader.fixed64();
        return true;
      case (2 << 3) | VARINT:
        severity = reader.uint32();
        return true;
      case (3 << 3) | BYTES:
        severityText = reader.string();
        return true;
      case (5 << 3) | BYTES:
        body = readAnyValue(source, 0);
        return true;
      case (9 << 3) | BYTES:
        traceId = reader.hex();
        return true;
      case (10 << 3) | BYTES:
        spanId = reader.hex();
        return true;
      case (11 << 3) | FIXED64:
        observed = reader.fixed64();
        return true;
      case (12 << 3) | BYTES:
        eventName = reader.string();
        return true;
      default:
        return false;
    }
  });
  return { time, observed, severity, severityText, eventName, body, attributes, ...logIdentity(traceId, spanId) };
};
