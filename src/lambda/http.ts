/** HTTP as API Gateway's payload format 2.0 brings it to a function, and the answers that functions give. */
import type { Body } from '../domain/call/body.ts';
import type { KeyGrant } from '../pipelines/ports/keys.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export interface HttpEvent {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly requestId: string;
    readonly http: { readonly method: string; readonly path: string };
  };
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded?: boolean;
}

/** What the middlewares know about a request by the time the handler runs. */
export interface Known {
  /** The caller's correlation id, or a new one; it goes back with every answer. */
  correlationId: string;
  /** Whether the caller sent the correlation id: then it belongs to what the request stores. */
  isCorrelated: boolean;
  /** What the caller's key opens; absent on routes that need none. */
  grant?: KeyGrant;
}

/** A request's body: API Gateway sends JSON and other text as text, and everything else as base64. */
export const bodyOf = ({ body = '', isBase64Encoded }: HttpEvent): Body =>
  isBase64Encoded ? Buffer.from(body, 'base64') : body;

/** A header by its lower-case name; API Gateway sends them lower-case already. */
export const headerOf = (event: HttpEvent, name: string): string | undefined => event.headers[name];

/** An answer in JSON. */
export const json = (
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

/** An answer in another text format. */
export const text = (statusCode: number, body: string, contentType: string): HttpResponse => ({
  statusCode,
  headers: { 'content-type': contentType },
  body,
});
