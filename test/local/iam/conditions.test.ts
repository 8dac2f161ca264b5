import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditionHolds } from '../../../local/iam/conditions.ts';
import { readPolicy } from '../../../local/iam/policy.ts';

type Case = readonly [
  operator: string,
  wanted: string | readonly string[],
  actual: readonly string[] | undefined,
  holds: boolean,
];

const cases: readonly Case[] = [
  ['StringEquals', 'a', ['a'], true],
  ['StringEquals', ['a', 'b'], ['b'], true],
  ['StringEquals', 'a', ['A'], false],
  ['StringEquals', 'a', undefined, false],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIgnoreCase', 'a', ['A'], true],
  ['StringNotEquals', 'a', ['b'], true],
  ['StringNotEquals', ['a', 'b'], ['b'], false],
  ['StringNotEquals', 'a', undefined, true],
  ['StringLike', 'proj-*', ['proj-7'], true],
  ['StringNotLike', 'proj-*', ['proj-7'], false],
  [
    'ArnLike',
    'arn:aws:execute-api:eu-west-1:0:api/*/*/items/{id}',
    ['arn:aws:execute-api:eu-west-1:0:api/$default/GET/items/{id}'],
    true,
  ],
  ['ArnLike', 'arn:aws:sns:*:t', ['arn:aws:sns:eu-west-1:0:t'], false],
  ['Bool', 'false', ['true'], false],
  ['Bool', 'true', ['true'], true],
  ['NumericLessThanEquals', '10', ['9'], true],
  ['NumericGreaterThan', '10', ['9'], false],
  ['Null', 'true', undefined, true],
  ['Null', 'true', ['x'], false],
  ['Null', 'false', ['x'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', 'a', undefined, true],
  ['ForAllValues:StringLike', 'p#1#*', ['p#1#x', 'p#1#y'], true],
  ['ForAnyValue:StringEquals', 'a', ['c', 'a'], true],
  ['ForAnyValue:StringEquals', 'a', undefined, false],
];

for (const [operator, wanted, actual, holds] of cases)
  test(`${operator} ${wanted} ${holds ? 'holds' : 'does not hold'} for ${actual ?? 'an absent key'}`, () => {
    const key = 'aws:sourcearn';

    const result = conditionHolds(
      { operator, key, values: [wanted].flat() },
      actual === undefined ? {} : { [key]: actual },
    );

    assert.equal(result, holds);
  });

test('readPolicy() names every operator, key, member and variable it does not know', () => {
  const { offences } = readPolicy({
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::b/\${aws:username}`,
        NotPrincipal: '*',
        Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, StringEquals: { 'aws:SourceVpc': 'v' } },
      },
    ],
  });

  assert.equal(offences.length, 5);
  for (const name of ['NotPrincipal', 'aws:username', 'IpAddress', 'aws:SourceIp', 'aws:SourceVpc'])
    assert.ok(
      offences.some((offence) => offence.includes(name)),
      name,
    );
});
