/** IAM: who may do what. local/iam/ evaluates the documents and refuses the operators it does not know. */
import { fields, harmless, refused, run } from '../property-rules.ts';
import { generatedId, generatedName, type NamedResource, type ResourceType } from '../resource-type.ts';
import { explicitName } from './explicit-name.ts';

const iamArn = ({ world }: NamedResource, rest: string): string => `arn:aws:iam::${world.accountId}:${rest}`;

const roleName = (resource: NamedResource): string => explicitName(resource, 'RoleName') ?? generatedName(resource, 64);

const managedPolicyName = (resource: NamedResource): string =>
  explicitName(resource, 'ManagedPolicyName') ?? generatedName(resource, 128);

export const iamTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::IAM::Role': {
    ref: roleName,
    attributes: {
      Arn: (resource) => iamArn(resource, `role/${roleName(resource)}`),
      RoleId: (resource) => `AROA${generatedId(resource, 17).toUpperCase()}`,
    },
    properties: fields({
      RoleName: run,
      Description: harmless('only shown in the console'),
      AssumeRolePolicyDocument: run,
      ManagedPolicyArns: run,
      Policies: run,
      MaxSessionDuration: harmless('credentials on the laptop last as long as the run'),
      PermissionsBoundary: refused('permission boundaries are not evaluated'),
      Path: refused('role paths are not part of the ARNs made here'),
      Tags: harmless('labels only'),
    }),
  },
  'AWS::IAM::Policy': {
    ref: (resource) => generatedName(resource, 128),
    properties: fields({ PolicyName: harmless('a label'), PolicyDocument: run, Roles: run }),
  },
  'AWS::IAM::ManagedPolicy': {
    name: managedPolicyName,
    ref: (resource) => iamArn(resource, `policy/${managedPolicyName(resource)}`),
    attributes: { PolicyArn: (resource) => iamArn(resource, `policy/${managedPolicyName(resource)}`) },
    properties: fields({
      ManagedPolicyName: run,
      Description: harmless('only shown in the console'),
      Path: harmless('a label when it is "/"'),
      PolicyDocument: run,
      Roles: run,
    }),
  },
};
