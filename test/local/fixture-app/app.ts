/** A small CDK app that uses what the runner runs: two stacks, an API, a queue, a schedule, an alarm, exact grants. */
import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Alarm, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { buildSync } from 'esbuild';

/** A bundle as the real app makes it: one CommonJS file with the SDK inside. */
const bundle = (name: string, folder: string): string => {
  const outfile = join(folder, name, 'index.cjs');
  buildSync({
    entryPoints: [join(import.meta.dirname, 'handlers', `${name}.ts`)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return join(folder, name);
};

export interface FixtureOptions {
  /** Where bundles and the assembly go. */
  readonly folder: string;
  /** Changes the app before it is synthesized, to make it one that must be refused. */
  readonly alter?: (stacks: { readonly data: Stack; readonly service: Stack }) => void;
}

/**
 * Synthesizes the app.
 * @returns the folder of the cloud assembly
 */
export const synthesizeFixture = ({ folder, alter }: FixtureOptions): string => {
  const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
  const data = new Stack(app, 'Data');
  const table = new TableV2(data, 'Items', { partitionKey: { name: 'pk', type: AttributeType.STRING } });
  const bucket = new Bucket(data, 'Raw', { enforceSSL: true });

  const service = new Stack(app, 'Service');
  const deadLetters = new Queue(service, 'DeadLetters', { enforceSSL: true });
  const queue = new Queue(service, 'Jobs', {
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(10),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 2 },
  });
  const topic = new Topic(service, 'OnCall');
  const inbox = new Queue(service, 'Inbox');
  topic.addSubscription(new SqsSubscription(inbox));

  const make = (id: string): LambdaFunction =>
    new LambdaFunction(service, id, {
      code: Code.fromAsset(bundle(id.toLowerCase(), folder)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(5),
      environment: { TABLE: table.tableName, BUCKET: bucket.bucketName, QUEUE: queue.queueUrl },
    });
  const api = make('Api');
  const worker = make('Worker');
  const tick = make('Tick');
  table.grant(api, 'dynamodb:GetItem', 'dynamodb:PutItem');
  table.grant(worker, 'dynamodb:PutItem');
  table.grant(tick, 'dynamodb:UpdateItem');
  bucket.grantPut(api);
  bucket.grantRead(api, 'raw/*');
  queue.grantSendMessages(api);
  worker.addEventSource(new SqsEventSource(queue, { batchSize: 5, reportBatchItemFailures: true }));
  tick.configureAsyncInvoke({ retryAttempts: 0 });

  const http = new HttpApi(service, 'Http', {
    corsPreflight: {
      allowOrigins: ['https://app.example.org'],
      allowMethods: [CorsHttpMethod.GET],
      allowHeaders: ['x-api-key'],
    },
  });
  const integration = new HttpLambdaIntegration('ToApi', api, { scopePermissionToRoute: false });
  const route = (method: HttpMethod, path: string): void => {
    http.addRoutes({ path, methods: [method], integration });
  };
  route(HttpMethod.PUT, '/items/{id}');
  route(HttpMethod.GET, '/items/{id}');
  route(HttpMethod.POST, '/jobs/{id}');
  route(HttpMethod.GET, '/denied');
  route(HttpMethod.GET, '/throws');
  route(HttpMethod.GET, '/metrics');
  route(HttpMethod.ANY, '/echo/{proxy+}');

  new Schedule(service, 'Hourly', {
    schedule: ScheduleExpression.rate(Duration.hours(1)),
    target: new LambdaInvoke(tick, {}),
  });
  const alarm = new Alarm(service, 'Failing', {
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: { FunctionName: api.functionName },
      statistic: 'Sum',
      period: Duration.minutes(1),
    }),
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  new CfnOutput(service, 'Url', { value: http.url ?? '' });
  inbox.grantConsumeMessages(new ServicePrincipal('lambda.amazonaws.com'));

  alter?.({ data, service });
  return app.synth().directory;
};
