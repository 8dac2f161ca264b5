/** The HTTP API: its routes come from the functions' contracts. It is throttled, and its access log holds no content. */
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { GraphWidget, type IWidget, type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, LogGroupClass } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageSettings } from '../stage-settings.ts';

/** A route as contracts state it; the path `$default` stands for everything that no other route matches. */
export interface RouteContract {
  readonly method: string;
  readonly path: string;
}

/**
 * What is written about each request, as words: a line with names would be twice as long, and lines are paid for by the byte.
 * CloudWatch has the time of each. Left out on purpose: the path, as ids of users' sessions stand in it, the query string, the
 * caller's address, and every header. The runbook has the query that names the words again.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const ACCESS_LOG = [
  '$context.requestId',
  '$context.status',
  '$context.responseLatency',
  '$context.integrationLatency',
  // A method and a path, and last what may be any number of words.
  '$context.routeKey',
  '$context.integrationErrorMessage',
].join(' ');

/**
 * Headers that pages may send: keys, what ties a request to others, and what Langfuse's client says of itself. A browser sends nothing
 * at all of a request with another header.
 */
const HEADERS_OF_PAGES = [
  'authorization',
  'content-type',
  'traceparent',
  'x-api-key',
  'x-correlation-id',
  'x-langfuse-public-key',
  'x-langfuse-sdk-integration',
  'x-langfuse-sdk-name',
  'x-langfuse-sdk-variant',
  'x-langfuse-sdk-version',
] as const;

export class ServiceApi extends Construct {
  private readonly api: HttpApi;
  private readonly stage: HttpStage;

  constructor(
    scope: Construct,
    id: string,
    { stage, retention, throttling, browserOrigins }: StageSettings,
    key: IKey | undefined,
  ) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: `sightglass-${stage}`,
      createDefaultStage: false,
      ...(browserOrigins.length === 0
        ? {}
        : {
            corsPreflight: {
              allowOrigins: [...browserOrigins],
              allowMethods: [CorsHttpMethod.POST],
              allowHeaders: [...HEADERS_OF_PAGES],
              exposeHeaders: ['x-correlation-id'],
              maxAge: Duration.hours(1),
            },
          }),
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      // The prefix spares API Gateway a line in the account's log resource policy, whose size is limited.
      logGroupName: `/aws/vendedlogs/sightglass/${stage}/access`,
      // Half the price. Logs Insights reads it, as the runbook does; nothing makes metrics of it, which this class can't. A group's
      // class cannot be changed: another class needs another name.
      logGroupClass: LogGroupClass.INFREQUENT_ACCESS,
      retention: retention.logDays,
      ...(key === undefined ? {} : { encryptionKey: key }),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttling.requestsPerSecond, burstLimit: throttling.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Every function authenticates its callers itself, by API keys that are stored hashed and carry scopes. Clients send ' +
        'them in four different headers, and a Lambda authorizer answers 401 unless all its identity sources are present.',
    });
  }

  /** Base URL, without a slash at the end. */
  get url(): string {
    return this.api.apiEndpoint;
  }

  /** Sends the routes of a contract to its function. */
  route(name: string, handler: IFunction, routes: readonly RouteContract[]): void {
    const integration = new HttpLambdaIntegration(name, handler, {
      // One permission for the API in place of one per route.
      scopePermissionToRoute: false,
    });
    for (const { method, path } of routes) {
      if (path === HttpRouteKey.DEFAULT.key) {
        // Its ARN has a segment less than those of other routes (`stage/$default`), so their permission does not cover it.
        const fallback = new HttpLambdaIntegration(`${name}Default`, handler);
        new HttpRoute(this, 'Default', { httpApi: this.api, routeKey: HttpRouteKey.DEFAULT, integration: fallback });
      } else {
        this.api.addRoutes({ path, methods: [method as HttpMethod], integration });
      }
    }
  }

  /** Answers of 500 and above: failed, throttled and timed-out functions all end up here. */
  metricServerErrors(options?: MetricOptions): Metric {
    return this.stage.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5), ...options });
  }

  widgets(): IWidget[] {
    const count = { statistic: Stats.SUM, period: Duration.minutes(5) };
    return [
      new GraphWidget({
        title: 'API requests',
        width: 12,
        left: [
          this.stage.metricCount({ ...count, label: 'all' }),
          this.stage.metricClientError({ ...count, label: '4xx' }),
          this.metricServerErrors({ label: '5xx' }),
        ],
      }),
      new GraphWidget({
        title: 'API latency, ms',
        width: 12,
        left: ['p50', 'p99'].map((statistic) => this.stage.metricLatency({ statistic, label: statistic })),
      }),
    ];
  }
}
