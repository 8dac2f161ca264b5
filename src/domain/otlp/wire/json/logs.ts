/** Decodes an ExportLogsServiceRequest from OTLP/JSON. */
import type { Body } from '../../../call/body.ts';
import { isJsonObject, type Json } from '../../../call/json.ts';
import { logIdentity } from '../items.ts';
import { BadItem, type Budget } from '../limits.ts';
import type { Decoded, OtlpLogRecord } from '../model.ts';
import { attributesAt, get, idAt, integerAt, nanosAt, readAnyValue, textAt } from './any-value.ts';
import { readRequest } from './request.ts';

const FRAME = { resources: 'resourceLogs', scopes: 'scopeLogs', items: 'logRecords' };

/** Severities by name, `SEVERITY_NUMBER_ERROR` and its three finer steps alike. */
const SEVERITIES = Object.fromEntries(
  ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap((name, level) =>
    ['', '2', '3', '4'].map((step, fine) => [`SEVERITY_NUMBER_${name}${step}`, level * 4 + fine + 1] as const),
  ),
);

/** @throws AppError `undecodable-body`, `too-large` */
export const logsFromJson = (body: Body): Decoded<OtlpLogRecord> =>
  readRequest(body, FRAME, (value, budget, gathering) => gathering.item(() => readLogRecord(value, budget)));

const readLogRecord = (value: Json, budget: Budget): OtlpLogRecord => {
  if (!isJsonObject(value)) throw new BadItem('a log record must be an object');
  budget.spend();
  return {
    time: nanosAt(value, 'timeUnixNano'),
    observed: nanosAt(value, 'observedTimeUnixNano'),
    severity: integerAt(value, 'severityNumber', SEVERITIES),
    severityText: textAt(value, 'severityText'),
    eventName: textAt(value, 'eventName'),
    body: readAnyValue(get(value, 'body'), budget, 0),
    attributes: attributesAt(value, 'attributes', budget),
    ...logIdentity(idAt(value, 'traceId'), idAt(value, 'spanId')),
  };
};
