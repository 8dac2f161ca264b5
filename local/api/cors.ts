/**
 * CORS as an HTTP API does it: preflight requests are answered by the API itself, and the function's own CORS headers are
 * replaced.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
import { isTrueAt, type JsonObject, optionalNumber, textsAt } from '../template/json.ts';

export interface Cors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** Seconds a browser may remember a preflight answer. */
  readonly maxAge: number | undefined;
}

export const readCors = (configuration: JsonObject): Cors => ({
  allowOrigins: textsAt(configuration, 'AllowOrigins'),
  allowMethods: textsAt(configuration, 'AllowMethods'),
  allowHeaders: textsAt(configuration, 'AllowHeaders'),
  exposeHeaders: textsAt(configuration, 'ExposeHeaders'),
  allowCredentials: isTrueAt(configuration, 'AllowCredentials'),
  maxAge: optionalNumber(configuration, 'MaxAge'),
});

type Headers = Readonly<Record<string, string>>;

/** `https://*` and `*` stand for any origin; a star elsewhere is not a wildcard. */
const isAllowed = ({ allowOrigins }: Cors, origin: string): boolean =>
  allowOrigins.some(
    (allowed) =>
      allowed === '*' ||
      allowed === origin ||
      (/^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1))),
  );

const originHeaders = (cors: Cors, origin: string): Headers => ({
  'access-control-allow-origin': cors.allowOrigins.includes('*') && !cors.allowCredentials ? '*' : origin,
  ...(cors.allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  ...(cors.allowOrigins.includes('*') ? {} : { vary: 'origin' }),
});

/** Headers of the answer to a preflight request; none of CORS when the origin is not allowed. */
export const preflightHeaders = (cors: Cors, origin: string, requestedMethod: string): Headers => {
  const methods = cors.allowMethods;
  if (!isAllowed(cors, origin) || !(methods.includes('*') || methods.includes(requestedMethod))) return {};
  return {
    ...originHeaders(cors, origin),
    ...(methods.length === 0 ? {} : { 'access-control-allow-methods': methods.join(',') }),
    ...(cors.allowHeaders.length === 0 ? {} : { 'access-control-allow-headers': cors.allowHeaders.join(',') }),
    ...(cors.maxAge === undefined ? {} : { 'access-control-max-age': String(cors.maxAge) }),
  };
};

/** The function's headers with its CORS headers replaced by the API's. */
export const withCors = <Value>(
  cors: Cors | undefined,
  origin: string | undefined,
  headers: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value | string>> => {
  if (cors === undefined) return headers;
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')));
  if (origin === undefined || !isAllowed(cors, origin)) return own;
  return {
    ...own,
    ...originHeaders(cors, origin),
    ...(cors.exposeHeaders.length === 0 ? {} : { 'access-control-expose-headers': cors.exposeHeaders.join(',') }),
  };
};
