/** The functions as AWS will run them, against what their contracts say. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROUTES as FEEDBACK } from '../../functions/feedback/contract.ts';
import { ROUTES as INGEST } from '../../functions/ingest/contract.ts';
import { ROUTES as QUERY } from '../../functions/query/contract.ts';
import { ROUTES as REDACTION } from '../../functions/redaction/contract.ts';
import { everything, type Resource, synthesize } from './synthesis.ts';

const NAMES = ['ingest', 'redaction', 'feedback', 'query', 'summaries'] as const;
const { service, settings } = synthesize();

const functionOf = (name: string): Resource => {
  const found = Object.values(service.Resources).filter(
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::Function' && Properties!['Description'] === `Sightglass prod: ${name}`,
  );
  assert.equal(found.length, 1, name);
  return found[0]!;
};

const all = (type: string): readonly Resource[] => Object.values(service.Resources).filter(({ Type }) => Type === type);

test('there is one function for each folder of functions/, and no other', () => {
  assert.equal(all('AWS::Lambda::Function').length, NAMES.length);
  for (const name of NAMES) functionOf(name);
});

for (const name of NAMES) {
  test(`the environment of ${name} is exactly what its contract asks for`, () => {
    const contract = readFileSync(join(import.meta.dirname, `../../functions/${name}/contract.ts`), 'utf8');
    const asked = /export interface Environment \{([\s\S]*?)\n\}/.exec(contract)![1]!;
    const names = [...asked.matchAll(/^ {2}readonly ([A-Z_]+)\??:/gm)].map((match) => match[1]!);

    const { Variables } = functionOf(name).Properties!['Environment'] as { Variables: Record<string, unknown> };

    assert.deepEqual(Object.keys(Variables).sort(), names.sort());
  });

  test(`${name} runs on Node 24 on arm64 from one CommonJS file`, () => {
    const { Runtime, Architectures, Handler, Layers, VpcConfig } = functionOf(name).Properties!;

    assert.deepEqual(
      { Runtime, Architectures, Handler, Layers, VpcConfig },
      {
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Layers: undefined,
        VpcConfig: undefined,
      },
    );
  });

  test(`${name} logs JSON into a group of its own that forgets`, () => {
    const { LoggingConfig } = functionOf(name).Properties! as { LoggingConfig: Record<string, unknown> };
    const group = service.Resources[(LoggingConfig['LogGroup'] as { Ref: string }).Ref]!;

    assert.deepEqual(
      { ...LoggingConfig, LogGroup: group.Properties!['LogGroupName'] },
      { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN', LogGroup: `/sightglass/prod/${name}` },
    );
    assert.equal(group.Properties!['RetentionInDays'], settings.retention.logDays);
  });
}

test('functions behind the API give up before it does, after 30 seconds', () => {
  for (const name of NAMES.filter((name) => name !== 'summaries')) {
    const timeout = Number(functionOf(name).Properties!['Timeout']);

    assert.ok(timeout > 0 && timeout < 30, `${name} has ${timeout} s`);
  }
});

test('every log group forgets', () => {
  for (const { Properties } of all('AWS::Logs::LogGroup')) {
    assert.equal(Properties!['RetentionInDays'], settings.retention.logDays, String(Properties!['LogGroupName']));
  }
});

test('the API has exactly the routes of the contracts, each leading to its function', () => {
  const contracts = { ingest: INGEST, redaction: REDACTION, feedback: FEEDBACK, query: QUERY };
  const expected = Object.entries(contracts).flatMap(([name, routes]) =>
    routes.map(({ method, path }) => `${path === '$default' ? path : `${method} ${path}`} → ${name}`),
  );

  const actual = all('AWS::ApiGatewayV2::Route').map(({ Properties }) => {
    const target = /"Ref":"([^"]+)"/.exec(JSON.stringify(Properties!['Target']))![1]!;
    const uri = service.Resources[target]!.Properties!['IntegrationUri'] as { 'Fn::GetAtt': readonly [string, string] };
    const description = service.Resources[uri['Fn::GetAtt'][0]]!.Properties!['Description'];
    return `${Properties!['RouteKey']} → ${String(description).replace('Sightglass prod: ', '')}`;
  });

  assert.deepEqual(actual.sort(), expected.sort());
});

test('integrations use payload format 2.0', () => {
  for (const { Properties } of all('AWS::ApiGatewayV2::Integration')) {
    assert.equal(Properties!['PayloadFormatVersion'], '2.0');
  }
});

test('the API throttles and logs neither paths, query strings, addresses nor headers', () => {
  const [stage] = all('AWS::ApiGatewayV2::Stage');
  const { Format } = stage!.Properties!['AccessLogSettings'] as { Format: string };
  const logged = [...Format.matchAll(/\$context\.([A-Za-z.]+)/g)].map((match) => match[1]);

  assert.deepEqual(stage!.Properties!['DefaultRouteSettings'], {
    ThrottlingRateLimit: settings.throttling.requestsPerSecond,
    ThrottlingBurstLimit: settings.throttling.burst,
  });
  assert.deepEqual(logged, [
    'requestId',
    'status',
    'responseLatency',
    'integrationLatency',
    'routeKey',
    'integrationErrorMessage',
  ]);
});

/** What Langfuse's client sends from a page besides its key. */
const LANGFUSE_HEADERS = ['public-key', 'sdk-integration', 'sdk-name', 'sdk-variant', 'sdk-version'].map(
  (name) => `x-langfuse-${name}`,
);

test('browsers may only post, and only from the origins of the stage', () => {
  const corsOf = (template: typeof service) =>
    Object.values(template.Resources).find(({ Type }) => Type === 'AWS::ApiGatewayV2::Api')!.Properties![
      'CorsConfiguration'
    ];

  assert.equal(corsOf(service), undefined);
  const { AllowHeaders, ...cors } = corsOf(synthesize({}, everything).service) as Record<string, readonly string[]>;
  assert.deepEqual(cors, {
    AllowOrigins: ['https://app.example.com'],
    AllowMethods: ['POST'],
    ExposeHeaders: ['x-correlation-id'],
    MaxAge: 3600,
  });
  const sent = ['authorization', 'content-type', 'traceparent', 'x-api-key', 'x-correlation-id', ...LANGFUSE_HEADERS];
  assert.deepEqual(AllowHeaders, sent);
});

test('summaries run every hour, day and week and jobs every day, a few retries each, and what fails for good is kept', () => {
  const schedules = all('AWS::Scheduler::Schedule').map(({ Properties }) => {
    const { Input, RetryPolicy, DeadLetterConfig } = Properties!['Target'] as Record<string, unknown>;
    assert.equal((RetryPolicy as { MaximumRetryAttempts: number }).MaximumRetryAttempts, 3);
    assert.ok((RetryPolicy as { MaximumEventAgeInSeconds: number }).MaximumEventAgeInSeconds <= 7200);
    assert.notEqual(DeadLetterConfig, undefined);
    return [Properties!['ScheduleExpression'], Properties!['ScheduleExpressionTimezone'], Input];
  });

  assert.deepEqual(schedules, [
    ['cron(45 1 * * ? *)', 'Etc/UTC', '{"daily":true}'],
    ['cron(5 * * * ? *)', 'Etc/UTC', '{"period":"hour"}'],
    ['cron(20 0 * * ? *)', 'Etc/UTC', '{"period":"day"}'],
    ['cron(35 0 ? * MON *)', 'Etc/UTC', '{"period":"week"}'],
  ]);
});

test('a function that a schedule invokes keeps the events that it failed at, as the scheduler hears of none of them', () => {
  const invoked = all('AWS::Scheduler::Schedule').map(({ Properties }) => {
    const { Arn } = Properties!['Target'] as { Arn: GetAtt };
    return service.Resources[Arn['Fn::GetAtt'][0]]!.Properties!;
  });

  assert.ok(invoked.length > 0);
  for (const { Description, DeadLetterConfig } of invoked)
    assert.notEqual(DeadLetterConfig, undefined, String(Description));
});

test('a function that sends to the queue that invokes it may: else Lambda drops its messages as a loop after 16 rounds', () => {
  const mappings = all('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties!);
  const policies = all('AWS::IAM::Policy').map(({ Properties }) => Properties!);
  const sendsTo = (role: unknown, queue: unknown): boolean =>
    policies
      .filter(({ Roles }) => JSON.stringify(Roles).includes(JSON.stringify({ Ref: (role as GetAtt)['Fn::GetAtt'][0] })))
      .flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement)
      .some(
        ({ Action, Resource }) =>
          [Action].flat().includes('sqs:SendMessage') && JSON.stringify(Resource).includes(JSON.stringify(queue)),
      );

  const loops = mappings.map(({ FunctionName, EventSourceArn }) => {
    const { Role, RecursiveLoop } = service.Resources[(FunctionName as { Ref: string }).Ref]!.Properties!;
    return { sendsToItself: sendsTo(Role, EventSourceArn), allowed: RecursiveLoop === 'Allow' };
  });

  assert.ok(loops.some(({ sendsToItself }) => sendsToItself));
  for (const { sendsToItself, allowed } of loops) assert.equal(allowed, sendsToItself);
});

interface GetAtt {
  readonly 'Fn::GetAtt': readonly [string, string];
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}
