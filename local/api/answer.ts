/** Turns what a function returned into an HTTP response, as payload format 2.0 defines. */

export interface ApiAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** An answer of API Gateway itself. */
const gatewayAnswer = (status: number, message: string): ApiAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

export const INTERNAL_SERVER_ERROR = gatewayAnswer(500, 'Internal Server Error');
export const SERVICE_UNAVAILABLE = gatewayAnswer(503, 'Service Unavailable');
export const NOT_FOUND = gatewayAnswer(404, 'Not Found');
export const TOO_MANY_REQUESTS = gatewayAnswer(429, 'Too Many Requests');
export const TOO_LARGE = gatewayAnswer(413, 'Request Entity Too Large');

type Returned = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Returned =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const headersOf = (returned: Returned): Record<string, string | readonly string[]> | undefined => {
  const headers: Record<string, string | readonly string[]> = {};
  const given = returned['headers'];
  if (given !== undefined && given !== null && !isRecord(given)) return undefined;
  for (const [name, value] of Object.entries((given ?? {}) as Returned)) {
    if (typeof value === 'object') return undefined;
    headers[name.toLowerCase()] = String(value);
  }
  const cookies = returned['cookies'];
  if (Array.isArray(cookies) && cookies.length > 0) headers['set-cookie'] = cookies.map(String);
  return headers;
};

/**
 * Reads the payload a function returned.
 * @returns 500, as API Gateway answers, when the payload is not a response it understands
 */
export const answerOf = (payload: string): ApiAnswer => {
  const returned: unknown = JSON.parse(payload);
  // Without a status code the whole value is the body of a successful JSON response.
  if (!isRecord(returned) || returned['statusCode'] === undefined)
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(typeof returned === 'string' ? returned : payload),
    };
  const status = Number(returned['statusCode']);
  const headers = headersOf(returned);
  const body = returned['body'] ?? '';
  if (!Number.isInteger(status) || status < 200 || status > 599 || headers === undefined || typeof body !== 'string')
    return INTERNAL_SERVER_ERROR;
  return {
    status,
    headers: { ...(body === '' ? {} : { 'content-type': 'text/plain;charset=utf-8' }), ...headers },
    body: Buffer.from(body, returned['isBase64Encoded'] === true ? 'base64' : 'utf8'),
  };
};
