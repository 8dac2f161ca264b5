/** Who is calling: the API key of a request, from any of the four places where clients put it, looked up and remembered briefly. */
import { hash } from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import { AppError } from '../domain/call/problem.ts';
import type { KeyGrant, KeyStore, Scope } from '../pipelines/ports/keys.ts';
import type { Clock } from '../pipelines/ports/time.ts';
import { type HttpEvent, type HttpResponse, headerOf } from './http.ts';
import { knownOf } from './known.ts';

/** A route and the scope that it asks for; `null` asks for no key. */
export interface ScopedRoute {
  readonly method: string;
  readonly path: string;
  readonly scope: Scope | null;
  /** Another scope that is let in as well. The route itself refuses what a key with only this scope may not do. */
  readonly orScope?: Scope;
}

/**
 * How long a key is not looked up again. A revoked key must stop working within a minute; the rest of it is for a lookup that reads the
 * table's state of a moment ago.
 */
const REMEMBERED_MS = 45_000;

/** Keys remembered at most; the oldest go first. */
const MAX_REMEMBERED = 1000;

/** Longest key that is looked at: ours have 47 characters. */
const MAX_KEY_LENGTH = 512;

/** Lets a request pass whose key has the route's scope, and tells the handler what the key opens. */
export const authenticate = ({
  keys,
  routes,
  clock,
}: {
  readonly keys: KeyStore;
  readonly routes: readonly ScopedRoute[];
  readonly clock: Clock;
}): MiddlewareObj<HttpEvent, HttpResponse> => {
  const byKey = new Map(routes.map((route) => [routeKey(route.method, route.path), route]));
  const remembered = new Map<string, { readonly grant: KeyGrant | undefined; readonly until: number }>();

  const find = async (key: string): Promise<KeyGrant | undefined> => {
    const keyHash = hashKey(key);
    const known = remembered.get(keyHash);
    if (known !== undefined && known.until > clock()) return known.grant;
    const grant = await keys.find(keyHash, {});
    if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
    remembered.set(keyHash, { grant, until: clock() + REMEMBERED_MS });
    return grant;
  };

  return {
    before: async ({ event }) => {
      const { scope = null, orScope } = byKey.get(event.routeKey) ?? {};
      if (scope === null) return;
      const key = keyOf(event);
      if (key === undefined) {
        throw new AppError(
          'unauthenticated',
          'The request has no API key; send it as x-api-key or Authorization: Bearer.',
        );
      }
      const grant = await find(key);
      if (grant === undefined || (grant.revokedAt !== undefined && grant.revokedAt <= clock())) {
        throw new AppError('unauthenticated', 'The API key is unknown or was revoked.');
      }
      if (!grant.scopes.includes(scope) && !(orScope !== undefined && grant.scopes.includes(orScope))) {
        throw new AppError(
          'forbidden',
          `This route needs the scope ${scope}; the key has ${grant.scopes.join(', ') || 'none'}.`,
        );
      }
      knownOf(event).grant = grant;
    },
  };
};

/** A route as API Gateway names it; its default route has one word. */
export const routeKey = (method: string, path: string): string => (path === '$default' ? path : `${method} ${path}`);

/** What we keep of a key. A plain hash is enough, without salt: a key has 256 random bits, which nobody can guess. */
export const hashKey = (key: string): string => hash('sha256', key);

/** The key of a request: `x-api-key`, `Authorization: Bearer KEY`, `Authorization: KEY`, or Basic with the key as password. */
const keyOf = (event: HttpEvent): string | undefined => {
  const plain = headerOf(event, 'x-api-key')?.trim();
  const authorization = headerOf(event, 'authorization')?.trim();
  const key = plain || (authorization === undefined ? undefined : fromAuthorization(authorization));
  return key === undefined || key === '' || key.length > MAX_KEY_LENGTH ? undefined : key;
};

const fromAuthorization = (value: string): string => {
  const [, scheme = '', rest = ''] = /^(bearer|basic)\s+(.*)$/i.exec(value) ?? [];
  if (scheme.toLowerCase() === 'bearer') return rest;
  if (scheme.toLowerCase() !== 'basic') return value;
  const pair = Buffer.from(rest, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
};
