/**
 * Chooses the route of a request as an HTTP API does: full match before greedy match before `$default`.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 */

/** A route key taken apart: `GET /items/{id}`. */
export interface Route<Target> {
  readonly key: string;
  /** `ANY` matches every method. */
  readonly method: string;
  readonly segments: readonly string[];
  readonly target: Target;
}

export interface RouteMatch<Target> {
  readonly route: Route<Target>;
  /** Decoded values of the path's variables; empty when it has none. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

const DEFAULT_ROUTE = '$default';

const isGreedy = (segment: string | undefined): boolean => segment?.endsWith('+}') ?? false;
const isVariable = (segment: string): boolean => segment.startsWith('{');

/** @throws when the key is neither `$default` nor `METHOD /path` */
export const parseRouteKey = <Target>(key: string, target: Target): Route<Target> => {
  if (key === DEFAULT_ROUTE) return { key, method: 'ANY', segments: [], target };
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(key) ?? [];
  if (method === undefined || path === undefined) throw new Error(`the route key ${key} is not METHOD /path`);
  const segments = path.slice(1).split('/');
  if (segments.slice(0, -1).some(isGreedy))
    throw new Error(`the route key ${key} has a greedy variable before its end`);
  return { key, method, segments, target };
};

/** How specific one segment is: literal text before a variable before a greedy variable. */
const rank = (segment: string): number => (isGreedy(segment) ? 2 : isVariable(segment) ? 1 : 0);

/** Negative when `a` is chosen before `b`. */
const compare = (a: Route<unknown>, b: Route<unknown>): number => {
  const byDefault = Number(a.key === DEFAULT_ROUTE) - Number(b.key === DEFAULT_ROUTE);
  if (byDefault !== 0) return byDefault;
  const byGreed = Number(isGreedy(a.segments.at(-1))) - Number(isGreedy(b.segments.at(-1)));
  if (byGreed !== 0) return byGreed;
  for (let index = 0; index < Math.min(a.segments.length, b.segments.length); index++) {
    const bySegment = rank(a.segments[index]!) - rank(b.segments[index]!);
    if (bySegment !== 0) return bySegment;
  }
  // Of two greedy routes the one with the longer fixed part; of two equal paths the one that names the method.
  return b.segments.length - a.segments.length || Number(a.method === 'ANY') - Number(b.method === 'ANY');
};

const matchSegments = (
  wanted: readonly string[],
  actual: readonly string[],
): Readonly<Record<string, string>> | undefined => {
  const greedy = isGreedy(wanted.at(-1));
  if (greedy ? actual.length < wanted.length : actual.length !== wanted.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = actual[index]!;
    if (isGreedy(segment)) {
      const rest = actual.slice(index).join('/');
      if (rest === '') return undefined;
      parameters[segment.slice(1, -2)] = rest;
    } else if (isVariable(segment)) {
      if (value === '') return undefined;
      parameters[segment.slice(1, -1)] = value;
    } else if (segment !== value) return undefined;
  }
  return parameters;
};

/**
 * Makes the function that finds the route for a method and a decoded path (without stage and query).
 * @returns undefined when no route matches, which an HTTP API answers with 404
 */
export const createRouter = <Target>(
  routes: readonly Route<Target>[],
): ((method: string, path: string) => RouteMatch<Target> | undefined) => {
  const sorted = [...routes].sort(compare);
  return (method, path) => {
    const segments = path.slice(1).split('/');
    for (const route of sorted) {
      if (route.key === DEFAULT_ROUTE) return { route, pathParameters: {} };
      if (route.method !== 'ANY' && route.method !== method) continue;
      const pathParameters = matchSegments(route.segments, segments);
      if (pathParameters !== undefined) return { route, pathParameters };
    }
    return undefined;
  };
};
