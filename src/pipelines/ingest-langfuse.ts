/** Takes batches of Langfuse's events: sends their spans down the path of a call (ingest.ts), and answers event by event. */

import type { Body } from '../domain/call/body.ts';
import type { ProjectId } from '../domain/call/ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../domain/call/json.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import { AppError } from '../domain/call/problem.ts';
import type { EpochMs } from '../domain/call/units.ts';
import { decodeUtf8, decompress } from '../domain/decode/body.ts';
import { inspect, parseJson } from '../domain/decode/json.ts';
import { decodeBatch } from '../domain/langfuse/decode-batch.ts';
import { eventIdOf, type Refusal } from '../domain/langfuse/event.ts';
import type { DerivedIds } from '../domain/langfuse/ids.ts';
import type { ArrivedItem, Ingest } from './ingest.ts';
import { type JudgementParts, keepJudgements } from './keep-judgements.ts';
import type { KeptFeedback } from './ports/judgements.ts';
import type { Waiting } from './ports/time.ts';

/** Events of one batch at most: Langfuse's clients send up to a hundred, and bound the rest by bytes. */
export const MAX_EVENTS = 10_000;

export interface LangfuseArrival {
  readonly project: ProjectId;
  readonly body: Body;
  readonly receivedAt: EpochMs;
  /** False for the public half of a key: then scores are taken and nothing else. */
  readonly mayIngest: boolean;
}

/** What became of each event, in Langfuse's words. */
export interface BatchOutcome {
  readonly successes: readonly { readonly id: string; readonly status: 201 }[];
  readonly errors: readonly {
    readonly id: string;
    readonly status: number;
    readonly message: string;
    readonly error: string;
  }[];
}

export interface IngestLangfuseParts extends JudgementParts {
  readonly ingest: Ingest;
  /** Told of feedback that is new. */
  readonly measure: (feedback: readonly KeptFeedback[], at: EpochMs) => void;
}

const MESSAGES: Readonly<Record<Refusal['status'], string>> = {
  400: 'Invalid request data',
  401: 'Authentication error',
};

/**
 * Ingests a batch. The result is there when the data is durable, or it throws and nothing is acknowledged.
 * @throws AppError `invalid-request` where the body is no batch, `too-large`, `malformed-json`
 */
export const createIngestLangfuse =
  (parts: IngestLangfuseParts) =>
  async ({ project, body, receivedAt, mayIngest }: LangfuseArrival, waiting: Waiting): Promise<BatchOutcome> => {
    const { keyed, ingest, measure } = parts;
    const inflated = decompress(body);
    const document = objectOf(inflated);
    const batch = document['batch'];
    if (!Array.isArray(batch)) {
      throw new AppError('invalid-request', 'batch is required: must be an array of events.', {
        problems: [{ path: 'batch', message: 'is required: must be an array of events' }],
      });
    }
    if (batch.length > MAX_EVENTS) {
      throw new AppError('too-large', `The batch holds ${batch.length} events; at most ${MAX_EVENTS} are accepted.`);
    }
    const { sound, unsound } = inspectAll(batch);
    const decoded = decodeBatch(sound, { ids: idsOf(project, keyed), mayIngest });
    const { spans, judgements, taken } = decoded;
    const refused = [...unsound, ...decoded.refused];

    // Scores first, as they may be kept any number of times; see ingest-otlp.ts.
    const { fresh } = await keepJudgements(parts, { project, receivedAt }, judgements, waiting);
    const items: readonly ArrivedItem[] = [
      ...spans.map(({ span }) => ({ ok: true as const, span })),
      ...refused.map(({ error }) => ({ ok: false as const, problems: [{ path: '', message: error }] })),
    ];
    const digest = keyed.request(project, '/api/public/ingestion', inflated);
    const fates = items.length === 0 ? [] : await ingest({ project, digest, receivedAt, items }, waiting);
    measure(fresh, receivedAt);

    const failed = new Map(
      fates
        .slice(0, spans.length)
        .flatMap((fate, index) =>
          fate.status === 'rejected'
            ? (spans[index]?.eventIds ?? []).map((id) => [id, fate.problems[0]?.message ?? 'is not valid'] as const)
            : [],
        ),
    );
    const refusals = [...refused, ...[...failed].map(([id, error]): Refusal => ({ id, status: 400, error }))];
    return {
      successes: taken.filter((id) => !failed.has(id)).map((id) => ({ id, status: 201 as const })),
      errors: refusals.map(({ id, status, error }) => ({ id, status, message: MESSAGES[status], error })),
    };
  };

/** Ids made from a project's own names of things. */
export const idsOf = (project: ProjectId, keyed: Keyed): DerivedIds => ({
  traceId: (seed) => keyed.traceId(project, seed),
  spanId: (seed) => keyed.spanId(project, seed),
});

const objectOf = (body: ReturnType<typeof decompress>): JsonObject => {
  const value = parseJson(decodeUtf8(body));
  if (!isJsonObject(value)) throw new AppError('invalid-request', 'The body must be an object.');
  return value;
};

/** Items that may be walked, and refusals of those that hold what cannot be kept (too deep, numbers without end). */
const inspectAll = (
  items: readonly Json[],
): { readonly sound: readonly Json[]; readonly unsound: readonly Refusal[] } => {
  const sound: Json[] = [];
  const unsound: Refusal[] = [];
  for (const item of items) {
    const { value, problems } = inspect(item);
    const [first] = problems;
    if (first === undefined) sound.push(value);
    else
      unsound.push({ id: eventIdOf(item) ?? 'unknown', status: 400, error: `${first.path} ${first.message}`.trim() });
  }
  return { sound, unsound };
};
