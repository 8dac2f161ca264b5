/** From an OTLP request to spans, judgements and measurements: decode, then read each signal by its dialects. */
import type { Body } from '../call/body.ts';
import type { RawSpan } from '../call/span.ts';
import type { DerivedIds } from './dialects/ids.ts';
import { readAnnotations } from './dialects/judgements/annotations.ts';
import { EVALUATION_EVENT, readEvaluation } from './dialects/judgements/evaluation-events.ts';
import type { RawJudgement } from './dialects/judgements/raw-judgement.ts';
import { readLogs } from './dialects/logs/read-logs.ts';
import { type RawMetricPoint, readMetrics } from './dialects/metrics/read-metrics.ts';
import { isPlaceholder, spanContext, toRawSpan } from './dialects/raw-span.ts';
import { toEpochMs } from './dialects/times.ts';
import { decodeBody, type Encoding } from './wire/decode.ts';
import type { Batch, OtlpSpan, Rejected, Signal } from './wire/model.ts';

/** An uncompressed request. */
export interface OtlpRequest {
  readonly signal: Signal;
  readonly encoding: Encoding;
  readonly body: Body;
  /** Makes ids for events that come without. */
  readonly ids: DerivedIds;
}

/** What a request brought. All texts are raw. */
export interface DecodedRequest {
  /** Spans, and parts of spans (a part has no `end`, or says `reportedAt`), in the order of the request. */
  readonly spans: readonly RawSpan[];
  readonly judgements: readonly RawJudgement[];
  readonly points: readonly RawMetricPoint[];
  /** Items that were refused, for the answer's `partial_success`. */
  readonly rejected: readonly Rejected[];
  /** Items that were fine and are not kept: announcements of spans, logs and metrics of other matters. */
  readonly ignored: number;
}

const NOTHING: DecodedRequest = { spans: [], judgements: [], points: [], rejected: [], ignored: 0 };

/**
 * Decodes a request of any signal.
 * @throws AppError `undecodable-body` when it is none, `too-large` when it holds too many items
 */
export const decodeRequest = ({ signal, encoding, body, ids }: OtlpRequest): DecodedRequest => {
  switch (signal) {
    case 'traces': {
      const { batches, rejected } = decodeBody(body, signal, encoding);
      return { ...NOTHING, ...readTraces(batches), rejected };
    }
    case 'logs': {
      const { batches, rejected } = decodeBody(body, signal, encoding);
      return { ...NOTHING, ...readLogs(batches, ids), rejected };
    }
    case 'metrics': {
      const { batches, rejected } = decodeBody(body, signal, encoding);
      return { ...NOTHING, ...readMetrics(batches), rejected };
    }
  }
};

const readTraces = (batches: readonly Batch<OtlpSpan>[]): Pick<DecodedRequest, 'spans' | 'judgements' | 'ignored'> => {
  const spans: RawSpan[] = [];
  const judgements: RawJudgement[] = [];
  let ignored = 0;
  for (const { resource, scope, items } of batches) {
    const context = spanContext(resource, scope);
    for (const span of items) {
      const annotations = readAnnotations(span);
      judgements.push(...annotations.judgements, ...evaluationsOf(span));
      if (annotations.isCarrier) continue;
      if (isPlaceholder(span)) ignored += 1;
      else spans.push(toRawSpan(span, context));
    }
  }
  return { spans, judgements, ignored };
};

const evaluationsOf = ({ traceId, spanId, events }: OtlpSpan): readonly RawJudgement[] =>
  events
    .filter(({ name }) => name === EVALUATION_EVENT)
    .flatMap(
      ({ attributes, time }) =>
        readEvaluation(attributes, { target: { by: 'span', traceId, spanId }, at: toEpochMs(time) }) ?? [],
    );
