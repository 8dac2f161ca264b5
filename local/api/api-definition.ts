/** Gathers one HTTP API of the template: its routes, integrations, stage, CORS and throttling. */
import {
  isObject,
  type JsonObject,
  objectAt,
  optionalNumber,
  optionalText,
  textAt,
  valueAt,
} from '../template/json.ts';
import type { Refusal } from '../template/refusal.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import { unknownVariables } from './access-log.ts';
import { type Cors, readCors } from './cors.ts';
import { parseRouteKey, type Route } from './routes.ts';
import { ACCOUNT_LIMIT, type ThrottleLimit } from './throttle.ts';

/** Where a route leads. */
export interface Integration {
  /** ARN of the function, version or alias. */
  readonly functionArn: string;
  readonly timeoutMs: number;
}

export interface ApiDefinition {
  readonly apiId: string;
  readonly name: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly routes: readonly Route<Integration>[];
  readonly cors: Cors | undefined;
  readonly defaultLimit: ThrottleLimit;
  /** By route key. */
  readonly routeLimits: ReadonlyMap<string, ThrottleLimit>;
  readonly accessLog: { readonly group: string; readonly format: string } | undefined;
}

/** API Gateway waits 30 seconds at most, whatever the function's timeout is. */
const MAX_TIMEOUT_MS = 30_000;

const limitOf = (settings: JsonObject, fallback: ThrottleLimit): ThrottleLimit => ({
  rate: optionalNumber(settings, 'ThrottlingRateLimit') ?? fallback.rate,
  burst: optionalNumber(settings, 'ThrottlingBurstLimit') ?? fallback.burst,
});

const invalid = ({ stack, logicalId }: Resource, property: string, reason: string): Refusal => ({
  stack,
  logicalId,
  property,
  reason,
});

/**
 * Reads every HTTP API.
 * @returns the definitions, and what stands in the way of serving them
 */
export const apiDefinitions = (
  resources: readonly Resource[],
): { readonly apis: readonly ApiDefinition[]; readonly refusals: readonly Refusal[] } => {
  const refusals: Refusal[] = [];
  const ofApi = (type: string, apiId: string): readonly Resource[] =>
    resources.filter((resource) => resource.type === type && resource.properties['ApiId'] === apiId);

  const routesOf = (api: Resource): readonly Route<Integration>[] =>
    ofApi('AWS::ApiGatewayV2::Route', api.ref).flatMap((route) => {
      const target = optionalText(route.properties, 'Target')?.split('/').at(-1);
      const integration = ofApi('AWS::ApiGatewayV2::Integration', api.ref).find(({ ref }) => ref === target);
      if (integration === undefined) {
        refusals.push(invalid(route, 'Properties.Target', 'names no integration of this API'));
        return [];
      }
      try {
        const timeoutMs = optionalNumber(integration.properties, 'TimeoutInMillis') ?? MAX_TIMEOUT_MS;
        const functionArn = textAt(integration.properties, 'IntegrationUri');
        return [parseRouteKey(textAt(route.properties, 'RouteKey'), { functionArn, timeoutMs })];
      } catch (error) {
        refusals.push(invalid(route, 'Properties.RouteKey', (error as Error).message));
        return [];
      }
    });

  const apis = resources
    .filter(({ type }) => type === 'AWS::ApiGatewayV2::Api')
    .flatMap((api): readonly ApiDefinition[] => {
      const [stage, second] = ofApi('AWS::ApiGatewayV2::Stage', api.ref);
      if (stage === undefined || second !== undefined || textAt(stage.properties, 'StageName') !== '$default') {
        refusals.push(invalid(api, 'Properties', 'needs exactly one stage, named $default, to be served locally'));
        return [];
      }
      const { properties } = stage;
      const defaultLimit = limitOf(objectAt(properties, 'DefaultRouteSettings'), ACCOUNT_LIMIT);
      const format = optionalText(properties, 'AccessLogSettings.Format') ?? '';
      for (const name of unknownVariables(format))
        refusals.push(invalid(stage, 'Properties.AccessLogSettings.Format', `$context.${name} has no value here`));
      const destination = optionalText(properties, 'AccessLogSettings.DestinationArn');
      return [
        {
          apiId: api.ref,
          name: optionalText(api.properties, 'Name') ?? api.logicalId,
          stage: '$default',
          stageVariables: Object.fromEntries(
            Object.entries(objectAt(properties, 'StageVariables')).map(([name, value]) => [name, String(value)]),
          ),
          routes: routesOf(api),
          cors: isObject(valueAt(api.properties, 'CorsConfiguration'))
            ? readCors(objectAt(api.properties, 'CorsConfiguration'))
            : undefined,
          defaultLimit,
          routeLimits: new Map(
            Object.entries(objectAt(properties, 'RouteSettings')).map(([key, settings]) => [
              key,
              limitOf(isObject(settings) ? settings : {}, defaultLimit),
            ]),
          ),
          accessLog:
            destination === undefined
              ? undefined
              : // arn:aws:logs:region:account:log-group:NAME, with or without a trailing :*
                { group: destination.split(':')[6] ?? destination, format },
        },
      ];
    });
  return { apis, refusals };
};
