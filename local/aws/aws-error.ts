/**
 * An error that a local AWS service reports to its caller, in no particular wire format; each protocol writes it its way.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** What the SDK makes the exception's name: `ConditionalCheckFailedException`, `NoSuchKey`… */
  readonly code: string;
  /** HTTP status. The SDK repeats a request after 500, 502, 503 and 504, and does not after 501. */
  readonly status: number;
  /** Further members of the error, such as `CancellationReasons`. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(error: {
    readonly code: string;
    readonly message: string;
    readonly status?: number;
    readonly details?: Readonly<Record<string, unknown>>;
    readonly headers?: Readonly<Record<string, string>>;
  }) {
    super(error.message);
    this.code = error.code;
    this.status = error.status ?? 400;
    this.details = error.details ?? {};
    this.headers = error.headers ?? {};
  }
}

/**
 * What every service answers to something it does not know: 501, so that nobody mistakes silence for success.
 * @param what the operation, parameter or header, by the name the caller used for it
 */
export const notImplemented = (what: string, code = 'NotImplementedException'): AwsError =>
  new AwsError({ code, status: 501, message: `${what} is not implemented by the local cloud` });
