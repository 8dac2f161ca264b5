import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiDefinitions } from '../../../local/api/api-definition.ts';
import type { JsonObject } from '../../../local/template/json.ts';
import { resolveTemplates } from '../template/template.ts';

const api = (stage: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
  ToFn: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: 'arn:f',
      PayloadFormatVersion: '2.0',
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'GET /x',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'ToFn' }]] },
    },
  },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true, ...stage },
  },
  ...more,
});

const read = (resources: JsonObject) => apiDefinitions(resolveTemplates({ Resources: resources }).resources);

test('apiDefinitions() ties routes to functions and stages to limits and logs', () => {
  const { apis, refusals } = read(
    api({
      DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
      RouteSettings: { 'GET /x': { ThrottlingRateLimit: 1 } },
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:eu-west-1:0:log-group:/aws/vendedlogs/api:*',
        Format: '$context.status',
      },
    }),
  );

  assert.deepEqual(refusals, []);
  assert.equal(apis[0]?.routes[0]?.target.functionArn, 'arn:f');
  assert.deepEqual(apis[0]?.defaultLimit, { rate: 5, burst: 10 });
  assert.deepEqual(apis[0]?.routeLimits.get('GET /x'), { rate: 1, burst: 10 });
  assert.deepEqual(apis[0]?.accessLog, { group: '/aws/vendedlogs/api', format: '$context.status' });
});

const refusedCases: readonly (readonly [what: string, resources: JsonObject, reason: RegExp])[] = [
  ['a stage that is not $default', api({ StageName: 'prod' }), /exactly one stage, named \$default/],
  [
    'a log format with an unknown variable',
    api({ AccessLogSettings: { Format: '$context.mystery' } }),
    /\$context\.mystery/,
  ],
  [
    'a route that leads nowhere',
    api({}, { Lost: { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: { Ref: 'Api' }, RouteKey: 'GET /y' } } }),
    /names no integration/,
  ],
];

for (const [what, resources, reason] of refusedCases)
  test(`apiDefinitions() refuses ${what}`, () => {
    assert.match(
      read(resources)
        .refusals.map((refusal) => refusal.reason)
        .join(),
      reason,
    );
  });
