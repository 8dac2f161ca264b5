/** The decision itself: may this principal do this to that resource? */
import { conditionHolds, type RequestContext } from './conditions.ts';
import type { Statement } from './policy.ts';
import { matchesAction, matchesWildcard } from './wildcard.ts';

/** Who asks. The root of the account may do everything; it exists for the operator's own tools. */
export type Principal =
  | { readonly kind: 'root' }
  | { readonly kind: 'role'; readonly name: string; readonly arn: string }
  | {
      readonly kind: 'service';
      /** `sns.amazonaws.com` */
      readonly service: string;
      /** On whose behalf: the topic that delivers, the API that invokes. */
      readonly sourceArn: string;
    };

export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

export interface Policies {
  /** Attached to the principal; empty for a service. */
  readonly identity: readonly Statement[];
  /** Attached to the resource; empty where it has none. */
  readonly resource: readonly Statement[];
}

export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** `explicit`: a statement denies it. `implicit`: none allows it. */
      readonly denial: 'explicit' | 'implicit';
    };

const isAbout = (statement: Statement, { action, resource, context }: Question): boolean =>
  statement.actions.some((pattern) => matchesAction(pattern, action)) !== statement.exceptActions &&
  // A trust policy has no Resource: it is about the role it belongs to.
  (statement.resources.length === 0 ||
    statement.resources.some((pattern) => matchesWildcard(pattern, resource)) !== statement.exceptResources) &&
  statement.conditions.every((block) => conditionHolds(block, context));

/** Whether a resource policy names this principal itself; naming the account's root only leaves it to identity policies. */
const names = (patterns: readonly string[], principal: Principal): boolean => {
  if (principal.kind === 'service') return patterns.includes('*') || patterns.includes(`service:${principal.service}`);
  return patterns.some((pattern) => pattern === '*' || (principal.kind === 'role' && pattern === principal.arn));
};

/** Whether a resource policy speaks of the principal's whole account. */
const namesAccount = (patterns: readonly string[], principal: Principal): boolean =>
  principal.kind !== 'service' && patterns.some((pattern) => pattern.endsWith(':root'));

/** A Deny that names the account's root reaches everyone in the account. */
const isDenied = (patterns: readonly string[], principal: Principal): boolean =>
  names(patterns, principal) || namesAccount(patterns, principal);

/**
 * Evaluates policies as IAM does within one account: an explicit Deny anywhere wins, else an Allow in either the identity
 * policies or the resource policy suffices.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const decide = (principal: Principal, question: Question, policies: Policies): Decision => {
  const identity = policies.identity.filter((statement) => isAbout(statement, question));
  const resource = policies.resource.filter((statement) => isAbout(statement, question));
  if (
    identity.some(({ effect }) => effect === 'Deny') ||
    resource.some(({ effect, principals }) => effect === 'Deny' && isDenied(principals, principal))
  )
    return { allowed: false, denial: 'explicit' };
  if (
    principal.kind === 'root' ||
    identity.some(({ effect }) => effect === 'Allow') ||
    resource.some(({ effect, principals }) => effect === 'Allow' && names(principals, principal))
  )
    return { allowed: true };
  return { allowed: false, denial: 'implicit' };
};

/**
 * Evaluates the policies about a key of KMS: nobody may use it whom its own policy does not let in. One that names the account's root
 * leaves it to identity policies; without that those count for nothing.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export const decideOnKey = (principal: Principal, question: Question, policies: Policies): Decision => {
  const decision = decide(principal, question, policies);
  if (!decision.allowed) return decision;
  const isLetIn = policies.resource.some(
    (statement) =>
      statement.effect === 'Allow' &&
      isAbout(statement, question) &&
      (names(statement.principals, principal) || namesAccount(statement.principals, principal)),
  );
  return isLetIn ? decision : { allowed: false, denial: 'implicit' };
};
