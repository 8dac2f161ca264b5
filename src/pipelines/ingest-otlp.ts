/** The OpenTelemetry door to the path of a call: decodes a request of any signal and tells what of it was refused. */
import type { ProjectId } from '../domain/call/ids.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import type { EpochMs } from '../domain/call/units.ts';
import { decompress } from '../domain/decode/body.ts';
import { decodeRequest } from '../domain/otlp/decode-request.ts';
import type { RawMetricPoint } from '../domain/otlp/dialects/metrics/read-metrics.ts';
import type { Encoding } from '../domain/otlp/wire/decode.ts';
import type { Rejected, Signal } from '../domain/otlp/wire/model.ts';
import type { ArrivedItem, Ingest } from './ingest.ts';
import { type JudgementParts, keepJudgements } from './keep-judgements.ts';
import type { KeptFeedback, Waiting } from './ports.ts';

/** A request as it came, compressed or not. */
export interface OtlpArrival {
  readonly project: ProjectId;
  readonly signal: Signal;
  readonly encoding: Encoding;
  readonly body: Uint8Array;
  readonly receivedAt: EpochMs;
}

export interface OtlpOutcome {
  readonly rejected: readonly Rejected[];
  /** What the client should know though nothing was refused; may be empty. */
  readonly warning: string;
}

export interface IngestOtlpParts extends JudgementParts {
  readonly ingest: Ingest;
  readonly keyed: Keyed;
  /** Told of feedback that is new, and of what machines report of themselves. */
  readonly measure: (
    measured: { readonly feedback: readonly KeptFeedback[]; readonly points: readonly RawMetricPoint[] },
    at: EpochMs,
  ) => void;
}

/**
 * Ingests a request. The result is there when the data is durable, or it throws and nothing is acknowledged.
 * @throws AppError `undecodable-body`, `too-large`
 */
export const createIngestOtlp =
  (parts: IngestOtlpParts) =>
  async ({ project, signal, encoding, body, receivedAt }: OtlpArrival, waiting: Waiting): Promise<OtlpOutcome> => {
    const { keyed, ingest, measure } = parts;
    const inflated = decompress(body);
    const decoded = decodeRequest({
      signal,
      encoding,
      body: inflated,
      ids: { traceId: (seed) => keyed.traceId(project, seed), spanId: (seed) => keyed.spanId(project, seed) },
    });

    // First, as they may be kept any number of times: after the spans, a failure here would make of the client's second
    // try a duplicate, and lose them.
    const { fresh, empty } = await keepJudgements(parts, { project, receivedAt }, decoded.judgements, waiting);

    const items: readonly ArrivedItem[] = [
      ...decoded.spans.map((span) => ({ ok: true as const, span })),
      ...decoded.rejected.map(({ reason }) => ({ ok: false as const, problems: [{ path: '', message: reason }] })),
    ];
    // Named by its signal and not by its path: a client may repeat a request at another of its doors.
    const digest = keyed.request(project, `/v1/${signal}`, inflated);
    const fates = items.length === 0 ? [] : await ingest({ project, digest, receivedAt, items }, waiting);

    measure({ feedback: fresh, points: decoded.points }, receivedAt);
    const refused = fates
      .slice(0, decoded.spans.length)
      .flatMap((fate, index): readonly Rejected[] =>
        fate.status === 'rejected' ? [{ index, reason: fate.problems[0]?.message ?? 'is not valid' }] : [],
      );
    return {
      rejected: [...decoded.rejected, ...refused],
      warning: empty === 0 ? '' : `${empty} evaluations hold neither a score nor a word, and are not kept`,
    };
  };
