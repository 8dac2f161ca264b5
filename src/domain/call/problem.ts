/** How things go wrong, in words that may be shown: a problem names the field and never quotes its value. */

/** One thing wrong with one field of an input. `path` is as a reader would write it: `interactions[3].usage.input_tokens`. */
export interface FieldProblem {
  readonly path: string;
  /** What is allowed and what was seen, by kind and never by value: `must be a number, got a string`. */
  readonly message: string;
}

/** A value or what is wrong with it: expected outcomes are values, not exceptions. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Every error that the service answers with; docs/errors.md has a section for each. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not valid JSON' },
  'undecodable-body': { status: 400, title: 'The body cannot be decoded' },
  unauthenticated: { status: 401, title: 'No valid API key' },
  forbidden: { status: 403, title: 'The API key lacks the scope' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'The request conflicts with another' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported content type' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'The service is overloaded' },
  'too-slow': { status: 503, title: 'The request took too long' },
  internal: { status: 503, title: 'The service failed to handle the request' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/**
 * An error that the caller is told about. `detail` must be safe to show: no prompt, no secret, no value of a field.
 * `code` is the discriminant (an `instanceof` fails across bundles).
 */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly problems: readonly FieldProblem[];
  /** Seconds to wait before the same request may succeed; set where retrying helps. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    options: {
      readonly problems?: readonly FieldProblem[];
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.problems = options.problems ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Tells our errors from the rest. */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === 'AppError' && 'code' in error;
