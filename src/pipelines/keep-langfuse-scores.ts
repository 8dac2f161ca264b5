/** Keeps what comes to Langfuse's POST /api/public/scores: one score, or a list of them. */
import { isJsonObject, type Json } from '../domain/call/json.ts';
import { AppError } from '../domain/call/problem.ts';
import { decodeUtf8, decompress } from '../domain/decode/body.ts';
import { inspect, parseJson } from '../domain/decode/json.ts';
import { MAX_DECODED_JUDGEMENT_BYTES } from '../domain/decode/limits.ts';
import { readScore } from '../domain/langfuse/score.ts';
import { type IngestLangfuseParts, idsOf, type LangfuseArrival, MAX_EVENTS } from './ingest-langfuse.ts';
import { type JudgementParts, judgementId, keepJudgements } from './keep-judgements.ts';
import type { Waiting } from './ports/time.ts';

/** Langfuse's answers: the id of one score; to a list, that all were accepted, or how many were and why not the others. */
export type ScoresOutcome =
  | { readonly status: 200; readonly body: { readonly id: string } }
  | { readonly status: 202; readonly body: { readonly message: 'Accepted' } }
  | {
      readonly status: 207;
      readonly body: {
        readonly accepted: number;
        readonly rejected: number;
        readonly errors: readonly { readonly message: string }[];
      };
    };

/**
 * Keeps scores. Langfuse's Python client sends lists from version 5 on; pages in a browser send one at a time.
 * @throws AppError `invalid-request` naming what is wrong with the one score, `too-large`, `malformed-json`
 */
export const createKeepScores =
  (parts: JudgementParts & Pick<IngestLangfuseParts, 'measure'>) =>
  async ({ project, body, receivedAt, mayIngest }: LangfuseArrival, waiting: Waiting): Promise<ScoresOutcome> => {
    const inflated = decompress(body, MAX_DECODED_JUDGEMENT_BYTES);
    const document = parseJson(decodeUtf8(inflated));
    const request = parts.keyed.request(project, '/api/public/scores', inflated);
    const context = { ids: idsOf(project, parts.keyed), at: receivedAt, isFromBrowser: !mayIngest };
    const read = (item: Json, eventId: string) => {
      const { value: score, problems } = inspect(item);
      const [first] = problems;
      if (first !== undefined) return { error: `${first.path} ${first.message}`.trim() };
      return isJsonObject(score) ? readScore(score, { ...context, eventId }) : { error: 'a score must be an object' };
    };
    const keep = async (scores: Parameters<typeof keepJudgements>[2]): Promise<void> => {
      const { fresh } = await keepJudgements(parts, { project, receivedAt }, scores, waiting);
      parts.measure(fresh, receivedAt);
    };

    if (Array.isArray(document)) {
      if (document.length > MAX_EVENTS) {
        throw new AppError(
          'too-large',
          `The list holds ${document.length} scores; at most ${MAX_EVENTS} are accepted.`,
        );
      }
      const all = document.map((score, index) => read(score, `${request}.${index}`));
      const good = all.flatMap((score) => ('error' in score ? [] : [score]));
      await keep(good);
      if (good.length === all.length) return { status: 202, body: { message: 'Accepted' } };
      const errors = all.flatMap((score, index) => ('error' in score ? [{ message: `${index}: ${score.error}` }] : []));
      return { status: 207, body: { accepted: good.length, rejected: errors.length, errors } };
    }

    if (!isJsonObject(document)) throw new AppError('invalid-request', 'The body must be a score or a list of scores.');
    const score = read(document, request);
    if ('error' in score) throw new AppError('invalid-request', `${score.error}.`);
    await keep([score]);
    const { id } = document;
    const stated = typeof id === 'string' && id !== '' ? id : judgementId(parts.keyed, project, score);
    return { status: 200, body: { id: stated } };
  };
