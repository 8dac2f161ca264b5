/** Takes OTLP requests of any signal: decodes them, sends their spans down the path of a call (ingest.ts), and tells what was refused. */

import type { Body } from '../domain/call/body.ts';
import { cutText } from '../domain/call/cut-text.ts';
import type { ProjectId } from '../domain/call/ids.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import { inOurWords } from '../domain/call/redacted.ts';
import type { EpochMs } from '../domain/call/units.ts';
import { decompress } from '../domain/decode/body.ts';
import { MAX_LABEL_LENGTH } from '../domain/decode/limits.ts';
import { decodeRequest } from '../domain/otlp/decode-request.ts';
import { condense, MAX_POINTS } from '../domain/otlp/dialects/metrics/condense.ts';
import type { RawMetricPoint } from '../domain/otlp/dialects/metrics/read-metrics.ts';
import type { Encoding } from '../domain/otlp/wire/decode.ts';
import type { Rejected, Signal } from '../domain/otlp/wire/model.ts';
import type { ArrivedItem, Ingest } from './ingest.ts';
import { type JudgementParts, keepJudgements } from './keep-judgements.ts';
import type { KeptFeedback } from './ports/judgements.ts';
import type { MachineStore } from './ports/machines.ts';
import type { Waiting } from './ports/time.ts';

/** A request as it came, compressed or not. */
export interface OtlpArrival {
  readonly project: ProjectId;
  readonly signal: Signal;
  readonly encoding: Encoding;
  readonly body: Body;
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
  readonly machines: Pick<MachineStore, 'keepSeries'>;
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

    // Judgements before spans. Keeping a judgement twice does no harm; but if this failed after the spans were kept, the client's
    // second try would be a duplicate, and its judgements lost.
    const { fresh, empty } = await keepJudgements(parts, { project, receivedAt }, decoded.judgements, waiting);

    const items: readonly ArrivedItem[] = [
      ...decoded.spans.map((span) => ({ ok: true as const, span })),
      ...decoded.rejected.map(({ reason }) => ({ ok: false as const, problems: [{ path: '', message: reason }] })),
    ];
    // By the signal and not by the path, as several paths take the same request: sent again to another of them it is a duplicate too.
    const digest = keyed.request(project, `/v1/${signal}`, inflated);
    const fates = items.length === 0 ? [] : await ingest({ project, digest, receivedAt, items }, waiting);

    const isNew = await keepPoints(parts, { project, digest, receivedAt, points: decoded.points }, waiting);
    measure({ feedback: fresh, points: isNew ? decoded.points : [] }, receivedAt);
    const refused = fates
      .slice(0, decoded.spans.length)
      .flatMap((fate, index): readonly Rejected[] =>
        fate.status === 'rejected' ? [{ index, reason: fate.problems[0]?.message ?? 'is not valid' }] : [],
      );
    return {
      rejected: [...decoded.rejected, ...refused],
      warning: warningOf({ empty, points: decoded.points.length }),
    };
  };

/** Keeps what was measured; tells whether it is new, as only that is measured in turn. */
const keepPoints = async (
  { machines, stepsOf, keyed }: IngestOtlpParts,
  {
    project,
    digest,
    receivedAt,
    points,
  }: {
    readonly project: ProjectId;
    readonly digest: string;
    readonly receivedAt: EpochMs;
    readonly points: readonly RawMetricPoint[];
  },
  waiting: Waiting,
): Promise<boolean> => {
  if (points.length === 0) return false;
  const { redactor, retentionMs } = await stepsOf(project, waiting);
  const hours = condense(points, {
    label: (text) => redactor.redactLabel(cutText(text, MAX_LABEL_LENGTH)),
    seriesId: (text) => inOurWords(keyed.request(project, 'series', Buffer.from(text))),
  });
  const expiresAt = receivedAt + retentionMs;
  return (await machines.keepSeries(project, { hours, digest, receivedAt, expiresAt }, waiting)).isNew;
};

const warningOf = ({ empty, points }: { readonly empty: number; readonly points: number }): string =>
  [
    empty === 0 ? '' : `${empty} evaluations hold neither a score nor a word, and are not kept`,
    points <= MAX_POINTS
      ? ''
      : `${points - MAX_POINTS} points beyond the first ${MAX_POINTS} of the request are not kept`,
  ]
    .filter((part) => part !== '')
    .join('; ');
