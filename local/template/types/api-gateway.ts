/** API Gateway: HTTP APIs. */
import { textAt } from '../json.ts';
import { fields, harmless, only, refused, run } from '../property-rules.ts';
import { generatedId, type ResourceType } from '../resource-type.ts';

const routeSettings = {
  ThrottlingBurstLimit: run,
  ThrottlingRateLimit: run,
  DetailedMetricsEnabled: run,
};

export const apiGatewayTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGatewayV2::Api': {
    ref: (resource) => generatedId(resource, 10),
    attributes: {
      ApiId: (resource) => generatedId(resource, 10),
      ApiEndpoint: ({ world }) => world.apiUrl,
    },
    properties: fields({
      Name: run,
      Description: harmless('only shown in the console'),
      ProtocolType: only('HTTP'),
      CorsConfiguration: fields({
        AllowCredentials: run,
        AllowHeaders: run,
        AllowMethods: run,
        AllowOrigins: run,
        ExposeHeaders: run,
        MaxAge: run,
      }),
      DisableExecuteApiEndpoint: only('false'),
      IpAddressType: harmless('the laptop listens on 127.0.0.1'),
      Tags: harmless('labels only'),
    }),
  },
  'AWS::ApiGatewayV2::Integration': {
    ref: (resource) => generatedId(resource, 7),
    attributes: { IntegrationId: (resource) => generatedId(resource, 7) },
    properties: fields({
      ApiId: run,
      Description: harmless('only shown in the console'),
      IntegrationType: only('AWS_PROXY'),
      IntegrationUri: run,
      IntegrationMethod: only('POST'),
      PayloadFormatVersion: only('2.0'),
      ConnectionType: only('INTERNET'),
      TimeoutInMillis: run,
      RequestParameters: refused('parameter mapping is not implemented'),
      ResponseParameters: refused('parameter mapping is not implemented'),
    }),
  },
  'AWS::ApiGatewayV2::Route': {
    ref: (resource) => generatedId(resource, 7),
    attributes: { RouteId: (resource) => generatedId(resource, 7) },
    properties: fields({
      ApiId: run,
      RouteKey: run,
      Target: run,
      OperationName: harmless('only used by SDK generation'),
      AuthorizationType: only('NONE'),
      ApiKeyRequired: only('false'),
    }),
  },
  'AWS::ApiGatewayV2::Stage': {
    ref: ({ properties }) => textAt(properties, 'StageName'),
    properties: fields({
      ApiId: run,
      StageName: run,
      Description: harmless('only shown in the console'),
      AutoDeploy: only('true'),
      AccessLogSettings: fields({ DestinationArn: run, Format: run }),
      DefaultRouteSettings: fields(routeSettings),
      RouteSettings: run,
      StageVariables: run,
      Tags: harmless('labels only'),
    }),
  },
};
