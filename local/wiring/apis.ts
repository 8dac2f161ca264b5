/** Makes the function that answers the template's HTTP API, and checks that its routes lead somewhere. */

import type { AccessRecord } from '../api/access-log.ts';
import { type ApiAnswer, NOT_FOUND } from '../api/answer.ts';
import type { ApiDefinition } from '../api/api-definition.ts';
import type { ApiRequest } from '../api/event.ts';
import { createHttpApi } from '../api/http-api.ts';
import type { Authority } from '../iam/authority.ts';
import type { FunctionDirectory } from '../lambda/function-directory.ts';
import type { MetricSample } from '../metric-sample.ts';

export interface ApisOptions {
  readonly functions: FunctionDirectory;
  readonly authority: Authority;
  readonly accountId: string;
  readonly region: string;
  readonly clock: () => number;
  readonly log: (line: string) => void;
  readonly onAccessLog: (group: string, line: string) => void;
  readonly onMetric: (sample: MetricSample) => void;
  readonly onRequest: ((record: AccessRecord) => void) | undefined;
}

/** An assembly without an API answers 404 to everything. */
export const answerApi = (
  definition: ApiDefinition | undefined,
  options: ApisOptions,
): ((request: ApiRequest) => Promise<ApiAnswer>) => {
  if (definition === undefined) return () => Promise.resolve(NOT_FOUND);
  const { functions, authority, accountId, region } = options;
  const permitted = new Map<string, boolean>();

  /** Lambda permissions do not change while the runner runs, so each route is decided once. */
  const isPermitted = (functionArn: string, route: string): boolean => {
    const key = `${functionArn} ${route}`;
    const known = permitted.get(key);
    if (known !== undefined) return known;
    const { allowed } = authority.decide(
      {
        kind: 'service',
        service: 'apigateway.amazonaws.com',
        sourceArn: `arn:aws:execute-api:${region}:${accountId}:${route}`,
      },
      { action: 'lambda:InvokeFunction', resource: functionArn },
    );
    permitted.set(key, allowed);
    if (!allowed) options.log(`denied: no Lambda permission lets the API invoke ${functionArn} for ${route}`);
    return allowed;
  };

  return createHttpApi({
    ...options,
    definition,
    invoke: async (functionArn, route, event) => {
      const pool = functions.find(functionArn);
      if (pool === undefined || !isPermitted(functionArn, route)) return 'not permitted';
      return pool.invoke(event, functionArn);
    },
  });
};
