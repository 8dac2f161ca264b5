/** Gathers the policies of a template: by role, by resource, and what makes each role assumable. */
import type { JsonObject } from '../template/json.ts';
import { isObject, listAt, objectAt, optionalText, textAt, textsAt } from '../template/json.ts';
import type { Refusal } from '../template/refusal.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import { AWS_MANAGED_POLICIES } from './managed-policies.ts';
import { readPolicy, type Statement } from './policy.ts';

export interface TemplatePolicies {
  /** Statements attached to each role, by role name. */
  readonly ofRole: ReadonlyMap<string, readonly Statement[]>;
  /** Who may assume each role, by role ARN. */
  readonly trustOf: ReadonlyMap<string, readonly Statement[]>;
  /** Resource policies by ARN of the bucket, queue, topic, key, function or alias. */
  readonly ofResource: ReadonlyMap<string, readonly Statement[]>;
  readonly refusals: readonly Refusal[];
}

/** Where the value of a policy's `Bucket`, `Queues` or `Topics` points: a name, a URL or an ARN. */
const arnOf = (resources: readonly Resource[], reference: string): string =>
  resources.find(({ ref, name, arn }) => arn !== '' && [ref, name, arn].includes(reference))?.arn ?? reference;

const append = <Key>(map: Map<Key, readonly Statement[]>, key: Key, statements: readonly Statement[]): void => {
  map.set(key, [...(map.get(key) ?? []), ...statements]);
};

/** Reads all policies of the resources; what the evaluator does not know is refused with its place in the template. */
export const templatePolicies = (resources: readonly Resource[]): TemplatePolicies => {
  const ofRole = new Map<string, readonly Statement[]>();
  const trustOf = new Map<string, readonly Statement[]>();
  const ofResource = new Map<string, readonly Statement[]>();
  const refusals: Refusal[] = [];

  const statementsOf = (resource: Resource, property: string, document: JsonObject): readonly Statement[] => {
    const { statements, offences } = readPolicy(document);
    for (const reason of offences)
      refusals.push({ stack: resource.stack, logicalId: resource.logicalId, property, reason });
    return statements;
  };
  const roles = (resource: Resource, property: string, names: readonly string[], document: JsonObject): void => {
    const statements = statementsOf(resource, property, document);
    for (const name of names) append(ofRole, name, statements);
  };
  const managed = new Map(
    resources
      .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
      .map((policy) => [policy.ref, readPolicy(objectAt(policy.properties, 'PolicyDocument')).statements]),
  );

  for (const resource of resources) {
    const { type, properties } = resource;
    const document = objectAt(properties, 'PolicyDocument');
    switch (type) {
      case 'AWS::IAM::Role': {
        const trust = objectAt(properties, 'AssumeRolePolicyDocument');
        trustOf.set(resource.arn, statementsOf(resource, 'Properties.AssumeRolePolicyDocument', trust));
        append(ofRole, resource.name, []);
        for (const policy of listAt(properties, 'Policies'))
          if (isObject(policy))
            roles(resource, 'Properties.Policies', [resource.name], objectAt(policy, 'PolicyDocument'));
        for (const arn of textsAt(properties, 'ManagedPolicyArns')) {
          const statements = managed.get(arn) ?? AWS_MANAGED_POLICIES[arn.split(':policy/')[1] ?? ''];
          if (statements === undefined)
            refusals.push({
              stack: resource.stack,
              logicalId: resource.logicalId,
              property: 'Properties.ManagedPolicyArns',
              reason: `${arn} is not a policy known to local/iam/managed-policies.ts`,
            });
          else append(ofRole, resource.name, statements);
        }
        break;
      }
      case 'AWS::IAM::Policy':
      case 'AWS::IAM::ManagedPolicy':
        roles(resource, 'Properties.PolicyDocument', textsAt(properties, 'Roles'), document);
        break;
      case 'AWS::S3::BucketPolicy':
      case 'AWS::SQS::QueuePolicy':
      case 'AWS::SNS::TopicPolicy': {
        const statements = statementsOf(resource, 'Properties.PolicyDocument', document);
        for (const property of ['Bucket', 'Queues', 'Topics'])
          for (const reference of textsAt(properties, property))
            append(ofResource, arnOf(resources, reference), statements);
        break;
      }
      case 'AWS::KMS::Key':
        append(
          ofResource,
          resource.arn,
          statementsOf(resource, 'Properties.KeyPolicy', objectAt(properties, 'KeyPolicy')),
        );
        break;
      case 'AWS::Lambda::Permission': {
        const functionName = textAt(properties, 'FunctionName');
        append(ofResource, arnOf(resources, functionName), [
          permissionStatement(properties, arnOf(resources, functionName)),
        ]);
        break;
      }
    }
  }
  return { ofRole, trustOf, ofResource, refusals };
};

/** Lambda permissions are resource policy statements in another shape. */
const permissionStatement = (properties: JsonObject, functionArn: string): Statement => {
  const principal = textAt(properties, 'Principal');
  const sourceArn = optionalText(properties, 'SourceArn');
  const sourceAccount = optionalText(properties, 'SourceAccount');
  return {
    effect: 'Allow',
    actions: [textAt(properties, 'Action')],
    exceptActions: false,
    resources: [functionArn],
    exceptResources: false,
    principals: [principal.endsWith('.amazonaws.com') ? `service:${principal}` : principal],
    conditions: [
      ...(sourceArn === undefined ? [] : [{ operator: 'ArnLike', key: 'aws:sourcearn', values: [sourceArn] }]),
      ...(sourceAccount === undefined
        ? []
        : [{ operator: 'StringEquals', key: 'aws:sourceaccount', values: [sourceAccount] }]),
    ],
  };
};
