/** Answers for the whole account: may this principal do that? One function over all policies of the template. */
import type { RequestContext } from './conditions.ts';
import { type Decision, decide, decideOnKey, type Principal } from './decide.ts';
import type { TemplatePolicies } from './template-policies.ts';

/** One thing a request needs to be allowed to do. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
}

export type ServicePrincipal = Extract<Principal, { readonly kind: 'service' }>;

export interface Authority {
  readonly decide: (principal: Principal, need: Need) => Decision;
  /** Whether a service may assume a role, for example the scheduler the role of a schedule. */
  readonly mayAssume: (principal: ServicePrincipal, roleArn: string) => boolean;
}

/** The bucket of an object ARN carries the policy; for everything else the resource itself does. */
const policyHolder = (arn: string): string => (arn.startsWith('arn:aws:s3:::') ? arn.split('/', 1).join('') : arn);

export const createAuthority = (
  policies: TemplatePolicies,
  account: { readonly accountId: string; readonly region: string },
): Authority => {
  const contextOf = (principal: Principal): RequestContext => ({
    // The loopback stands in for TLS: a policy that demands secure transport is met, as it is by any SDK call in AWS.
    'aws:securetransport': ['true'],
    'aws:resourceaccount': [account.accountId],
    'aws:requestedregion': [account.region],
    ...(principal.kind === 'service'
      ? { 'aws:sourcearn': [principal.sourceArn], 'aws:sourceaccount': [account.accountId] }
      : { 'aws:principalaccount': [account.accountId] }),
    ...(principal.kind === 'role' ? { 'aws:principalarn': [principal.arn] } : {}),
  });
  return {
    decide: (principal, { action, resource, context }) => {
      const question = { action, resource, context: { ...contextOf(principal), ...context } };
      const ofResource = policies.ofResource.get(policyHolder(resource));
      const about = {
        identity: principal.kind === 'role' ? (policies.ofRole.get(principal.name) ?? []) : [],
        resource: ofResource ?? [],
      };
      // A key that the template does not make has a policy that nobody knows here.
      const isKey = ofResource !== undefined && action.startsWith('kms:');
      return isKey ? decideOnKey(principal, question, about) : decide(principal, question, about);
    },
    mayAssume: (principal, roleArn) =>
      decide(
        principal,
        { action: 'sts:AssumeRole', resource: roleArn, context: contextOf(principal) },
        { identity: [], resource: policies.trustOf.get(roleArn) ?? [] },
      ).allowed,
  };
};

/** IAM's own words for a denial, as the SDK's exception carries them. */
export const denialMessage = (
  principal: Principal,
  need: Need,
  denial: 'explicit' | 'implicit',
  accountId: string,
): string => {
  const who =
    principal.kind === 'role'
      ? `arn:aws:sts::${accountId}:assumed-role/${principal.name}/local`
      : principal.kind === 'root'
        ? `arn:aws:iam::${accountId}:root`
        : principal.service;
  const kind = principal.kind === 'service' ? 'resource-based' : 'identity-based';
  const why =
    denial === 'explicit'
      ? 'with an explicit deny in a policy'
      : `because no ${kind} policy allows the ${need.action} action`;
  return `User: ${who} is not authorized to perform: ${need.action} on resource: ${need.resource} ${why}`;
};
