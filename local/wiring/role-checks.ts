/** What AWS would refuse, or silently not do, because a function's role lacks a permission: told at start instead. */
import type { Authority } from '../iam/authority.ts';
import type { Principal } from '../iam/decide.ts';
import type { FunctionSettings } from '../lambda/settings.ts';
import type { Place } from './place.ts';

const roleOf = ({ role }: FunctionSettings): Principal => ({ kind: 'role', ...role });

/**
 * Lambda must be able to assume the role, and the role to write the function's logs: without that there are no logs, and
 * no embedded metrics either, and nothing says so.
 */
export const functionRoleProblems = (
  settings: FunctionSettings,
  authority: Authority,
  { accountId, region }: Place,
): readonly string[] => {
  const lambda = { kind: 'service', service: 'lambda.amazonaws.com', sourceArn: settings.arn } as const;
  const trusted = authority.mayAssume(lambda, settings.role.arn);
  const stream = `arn:aws:logs:${region}:${accountId}:log-group:${settings.logGroup}:log-stream:local`;
  const missing = ['logs:CreateLogStream', 'logs:PutLogEvents'].filter(
    (action) => !authority.decide(roleOf(settings), { action, resource: stream }).allowed,
  );
  return [
    ...(trusted ? [] : [`its role ${settings.role.name} does not let lambda.amazonaws.com assume it`]),
    ...(missing.length === 0
      ? []
      : [`its role may not ${missing.join(' and ')} on ${settings.logGroup}, so it would have no logs and no metrics`]),
  ];
};

/** Lambda polls a queue as the function's role, and refuses to create the mapping when the role may not. */
export const mappingRoleProblems = (
  settings: FunctionSettings,
  queueArn: string,
  authority: Authority,
): readonly string[] =>
  ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
    .filter((action) => !authority.decide(roleOf(settings), { action, resource: queueArn }).allowed)
    .map((action) => `the role of ${settings.name} may not ${action} on ${queueArn}`);
