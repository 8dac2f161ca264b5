/** Answers that may be larger than Lambda can return: compressed for callers who accept gzip, cut down for the others. */
import { gzipSync } from 'node:zlib';
import { AppError } from '../domain/call/problem.ts';
import { type HttpEvent, type HttpResponse, headerOf, json } from './http.ts';

/** Answers larger than this are worth the time that compressing takes. */
const COMPRESS_FROM_CHARACTERS = 1_000_000;

/**
 * Largest answer in bytes, as JSON within the JSON that a function returns; Lambda takes 6 MiB with everything around it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_ANSWER_BYTES = 6_200_000;

/**
 * The value as an answer; `bare` makes a smaller one of it, for callers who can't be given the whole.
 * @throws {AppError} `too-large` where there is no smaller one, or it does not fit either
 */
export const largeAnswer = (event: HttpEvent, value: unknown, bare?: () => unknown): HttpResponse => {
  const answer = json(200, value);
  if (answer.body.length <= COMPRESS_FROM_CHARACTERS) return answer;
  const takesGzip = /\bgzip\b/.test(headerOf(event, 'accept-encoding') ?? '');
  const whole = takesGzip ? zipped(answer) : answer;
  if (fits(whole)) return whole;
  if (bare !== undefined) return largeAnswer(event, bare());
  const advice = takesGzip ? '' : ', or accept gzip';
  throw new AppError('too-large', `The answer would have more than ${MAX_ANSWER_BYTES} bytes; ask for less${advice}.`);
};

const zipped = (answer: HttpResponse): HttpResponse => ({
  ...answer,
  headers: { ...answer.headers, 'content-encoding': 'gzip', vary: 'accept-encoding' },
  body: gzipSync(answer.body).toString('base64'),
  isBase64Encoded: true,
});

const fits = ({ body, isBase64Encoded }: HttpResponse): boolean =>
  body.length <= MAX_ANSWER_BYTES &&
  (isBase64Encoded === true || Buffer.byteLength(JSON.stringify(body)) <= MAX_ANSWER_BYTES);
