import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decide, type Principal } from '../../../local/iam/decide.ts';
import { readPolicy, type Statement } from '../../../local/iam/policy.ts';
import type { Json, JsonObject } from '../../../local/template/json.ts';

const ROLE: Principal = { kind: 'role', name: 'r', arn: 'arn:aws:iam::0:role/r' };
const SNS: Principal = { kind: 'service', service: 'sns.amazonaws.com', sourceArn: 'arn:aws:sns:eu-west-1:0:t' };
const TABLE = 'arn:aws:dynamodb:eu-west-1:0:table/items';

const statements = (...list: readonly JsonObject[]): readonly Statement[] => {
  const { statements: read, offences } = readPolicy({ Statement: list });
  assert.deepEqual(offences, []);
  return read;
};

const allows = (
  principal: Principal,
  question: { action: string; resource?: string; context?: Record<string, string[]> },
  policies: { identity?: readonly Statement[]; resource?: readonly Statement[] },
): boolean =>
  decide(
    principal,
    { action: question.action, resource: question.resource ?? TABLE, context: question.context ?? {} },
    { identity: policies.identity ?? [], resource: policies.resource ?? [] },
  ).allowed;

const allow = (action: Json, resource: Json = TABLE, rest: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...rest,
});

const identityCases: readonly (readonly [what: string, statement: JsonObject, action: string, expected: boolean])[] = [
  ['the action itself', allow('dynamodb:GetItem'), 'dynamodb:GetItem', true],
  ['another action', allow('dynamodb:GetItem'), 'dynamodb:PutItem', false],
  ['an action in other letters', allow('DynamoDB:getitem'), 'dynamodb:GetItem', true],
  ['a wildcard', allow('dynamodb:*Item'), 'dynamodb:PutItem', true],
  ['a question mark, which is one character', allow('dynamodb:?etItem'), 'dynamodb:GetItem', true],
  ['a list of actions', allow(['s3:GetObject', 'dynamodb:PutItem']), 'dynamodb:PutItem', true],
  ['another resource', allow('dynamodb:GetItem', `${TABLE}-other`), 'dynamodb:GetItem', false],
  ['a resource by wildcard', allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*'), 'dynamodb:GetItem', true],
  ['a table by the grant on its index', allow('dynamodb:Query', `${TABLE}/index/*`), 'dynamodb:Query', false],
  ['NotAction, which allows the rest', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, 'dynamodb:GetItem', true],
  ['NotAction, for what it names', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, 's3:GetObject', false],
  ['NotResource', { Effect: 'Allow', Action: '*', NotResource: TABLE }, 'dynamodb:GetItem', false],
];

for (const [what, statement, action, expected] of identityCases)
  test(`decide() ${expected ? 'allows' : 'denies'} ${what}`, () => {
    assert.equal(allows(ROLE, { action }, { identity: statements(statement) }), expected);
  });

test('decide() denies a role without policies', () => {
  assert.deepEqual(
    decide(ROLE, { action: 's3:GetObject', resource: '*', context: {} }, { identity: [], resource: [] }),
    {
      allowed: false,
      denial: 'implicit',
    },
  );
});

test('decide() lets an explicit deny win, wherever it stands', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1 }), fc.nat(), fc.boolean(), (allowed, position, inIdentity) => {
      const list = allowed.map(() => allow('dynamodb:*'));
      list.splice(position % (list.length + 1), 0, {
        Effect: 'Deny',
        Action: 'dynamodb:Get*',
        Resource: '*',
        Principal: '*',
      });
      const policies = inIdentity
        ? { identity: statements(...list) }
        : { identity: statements(allow('*', '*')), resource: statements(...list) };

      return !allows(ROLE, { action: 'dynamodb:GetItem' }, policies);
    }),
  );
});

test('decide() lets root do what nothing denies', () => {
  const denial = statements({ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' });

  assert.ok(allows({ kind: 'root' }, { action: 's3:PutObject' }, {}));
  assert.ok(!allows({ kind: 'root' }, { action: 's3:PutObject' }, { resource: denial }));
});

test('decide() lets a role in by a resource policy that names it, not by one that names the account', () => {
  const naming = (aws: string) => statements(allow('dynamodb:GetItem', '*', { Principal: { AWS: aws } }));

  assert.ok(allows(ROLE, { action: 'dynamodb:GetItem' }, { resource: naming(ROLE.kind === 'role' ? ROLE.arn : '') }));
  assert.ok(!allows(ROLE, { action: 'dynamodb:GetItem' }, { resource: naming('arn:aws:iam::0:root') }));
});

test('decide() lets a service in only where a resource policy names it', () => {
  const queuePolicy = statements(
    allow('sqs:SendMessage', '*', {
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:0:t' } },
    }),
  );
  const from = (sourceArn: string) => ({
    action: 'sqs:SendMessage',
    context: { 'aws:sourcearn': [sourceArn] },
  });

  assert.ok(allows(SNS, from('arn:aws:sns:eu-west-1:0:t'), { resource: queuePolicy }));
  assert.ok(!allows(SNS, from('arn:aws:sns:eu-west-1:0:other'), { resource: queuePolicy }));
  assert.ok(
    !allows({ ...SNS, service: 'events.amazonaws.com' }, from('arn:aws:sns:eu-west-1:0:t'), { resource: queuePolicy }),
  );
});

test('decide() takes the loopback for secure transport when the gateway says so', () => {
  const tlsOnly = statements({
    Effect: 'Deny',
    Action: 's3:*',
    Resource: '*',
    Principal: { AWS: '*' },
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  const identity = statements(allow('s3:*', '*'));
  const asked = (secure: string) => ({ action: 's3:GetObject', context: { 'aws:securetransport': [secure] } });

  assert.ok(allows(ROLE, asked('true'), { identity, resource: tlsOnly }));
  assert.ok(!allows(ROLE, asked('false'), { identity, resource: tlsOnly }));
});
