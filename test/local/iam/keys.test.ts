/** Keys of KMS: their own policy comes first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAuthority } from '../../../local/iam/authority.ts';
import type { Principal } from '../../../local/iam/decide.ts';
import { templatePolicies } from '../../../local/iam/template-policies.ts';
import type { JsonObject } from '../../../local/template/json.ts';
import { resolveTemplates, WORLD } from '../template/template.ts';

const ROLE: Principal = {
  kind: 'role',
  name: 'Stack-Role',
  arn: `arn:aws:iam::${WORLD.accountId}:role/Stack-Role`,
};
const ROOT = { AWS: `arn:aws:iam::${WORLD.accountId}:root` };
const THROUGH_S3 = { 'kms:viaservice': ['s3.eu-west-1.amazonaws.com'] };

const allow = (Principal: JsonObject, Condition: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: '*',
  Principal,
  Condition,
});

/** Whether the role may decrypt through S3, with these statements in the key's policy and in its own. */
const mayDecrypt = (
  { ofKey, ofRole = [] }: { readonly ofKey: readonly JsonObject[]; readonly ofRole?: readonly JsonObject[] },
  principal: Principal = ROLE,
): boolean => {
  const { resources, refusals } = resolveTemplates({
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: ofKey } } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [] },
          Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: ofRole } }],
        },
      },
    },
  });
  assert.deepEqual(refusals, []);
  const policies = templatePolicies(resources);
  assert.deepEqual(policies.refusals, []);
  const key = resources.find(({ type }) => type === 'AWS::KMS::Key')!;
  assert.match(key.arn, /^arn:aws:kms:eu-west-1:000000000000:key\/[\da-z]{8}(-[\da-z]{4}){3}-[\da-z]{12}$/);
  return createAuthority(policies, WORLD).decide(principal, {
    action: 'kms:Decrypt',
    resource: key.arn,
    context: THROUGH_S3,
  }).allowed;
};

const grant: JsonObject = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };

test('a grant of a role counts for nothing where the policy of the key does not speak of its account', () => {
  assert.equal(mayDecrypt({ ofKey: [], ofRole: [grant] }), false);
});

test('a key that leaves it to the account lets in a role with a grant, and no other', () => {
  assert.equal(mayDecrypt({ ofKey: [allow(ROOT)], ofRole: [grant] }), true);
  assert.equal(mayDecrypt({ ofKey: [allow(ROOT)] }), false);
});

test('a key that names a role lets it in without a grant', () => {
  assert.equal(mayDecrypt({ ofKey: [allow({ AWS: '*' }, { ArnLike: { 'aws:PrincipalArn': ROLE.arn } })] }), true);
});

test('a key that is used through another service than its policy says lets nobody in', () => {
  const throughSqs = { StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' } };

  assert.equal(mayDecrypt({ ofKey: [allow(ROOT, throughSqs)], ofRole: [grant] }), false);
});

test('a service is let in only where the policy of the key names it', () => {
  const cloudWatch: Principal = { kind: 'service', service: 'cloudwatch.amazonaws.com', sourceArn: 'arn:aws:x' };

  assert.equal(mayDecrypt({ ofKey: [allow(ROOT)] }, cloudWatch), false);
  assert.equal(mayDecrypt({ ofKey: [allow({ Service: 'cloudwatch.amazonaws.com' })] }, cloudWatch), true);
});

test('the operator of the account needs the key to speak of the account too', () => {
  assert.equal(mayDecrypt({ ofKey: [] }, { kind: 'root' }), false);
  assert.equal(mayDecrypt({ ofKey: [allow(ROOT)] }, { kind: 'root' }), true);
});
