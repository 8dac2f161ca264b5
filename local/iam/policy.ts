/** Policy documents as the template writes them, read into statements; whatever the evaluator does not know is an offence. */
import { isObject, type Json, type JsonObject, listAt, objectAt, textsAt } from '../template/json.ts';
import { CONDITION_KEYS, type ConditionBlock, isKnownOperator } from './conditions.ts';

/** Who a statement of a resource policy is about: `*`, a role's or account's ARN, or `service:sqs.amazonaws.com`. */
export type PrincipalPattern = string;

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Whether the statement is about every action but those named. */
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  readonly exceptResources: boolean;
  /** Empty in identity policies, which are about whoever they are attached to. */
  readonly principals: readonly PrincipalPattern[];
  readonly conditions: readonly ConditionBlock[];
}

export interface ReadPolicy {
  readonly statements: readonly Statement[];
  /** What the evaluator does not know, in words. */
  readonly offences: readonly string[];
}

const MEMBERS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'Condition',
]);

/** Reads a policy document. Statements with offences are still returned, so that all offences are found in one go. */
export const readPolicy = (document: JsonObject): ReadPolicy => {
  const offences: string[] = [];
  const statements = listAt(document, 'Statement').flatMap((statement): readonly Statement[] => {
    if (!isObject(statement)) {
      offences.push('a statement must be an object');
      return [];
    }
    return [readStatement(statement, offences)];
  });
  return { statements, offences };
};

const readStatement = (statement: JsonObject, offences: string[]): Statement => {
  for (const member of Object.keys(statement))
    if (!MEMBERS.has(member)) offences.push(`the statement member ${member} is not evaluated`);
  const effect = String(statement['Effect']);
  if (effect !== 'Allow' && effect !== 'Deny') offences.push(`the effect ${effect} is neither Allow nor Deny`);
  const exceptActions = statement['NotAction'] !== undefined;
  const exceptResources = statement['NotResource'] !== undefined;
  const resources = textsAt(statement, exceptResources ? 'NotResource' : 'Resource');
  for (const resource of resources)
    if (resource.includes('${')) offences.push(`the policy variable in ${resource} is not evaluated`);
  return {
    effect: effect === 'Deny' ? 'Deny' : 'Allow',
    actions: textsAt(statement, exceptActions ? 'NotAction' : 'Action'),
    exceptActions,
    resources,
    exceptResources,
    principals: readPrincipals(statement['Principal'], offences),
    conditions: readConditions(objectAt(statement, 'Condition'), offences),
  };
};

const readPrincipals = (principal: Json | undefined, offences: string[]): readonly PrincipalPattern[] => {
  if (principal === undefined) return [];
  if (!isObject(principal)) return [String(principal)];
  return Object.keys(principal).flatMap((kind) => {
    if (kind === 'AWS') return textsAt(principal, kind);
    if (kind === 'Service') return textsAt(principal, kind).map((service) => `service:${service}`);
    offences.push(`principals of kind ${kind} are not evaluated`);
    return [];
  });
};

const readConditions = (condition: JsonObject, offences: string[]): readonly ConditionBlock[] =>
  Object.entries(condition).flatMap(([operator, keys]) => {
    if (!isKnownOperator(operator)) offences.push(`the condition operator ${operator} is not evaluated`);
    return Object.keys(isObject(keys) ? keys : {}).map((key): ConditionBlock => {
      if (!CONDITION_KEYS.has(key.toLowerCase())) offences.push(`the condition key ${key} is not known here`);
      const values = textsAt(keys as JsonObject, key);
      for (const value of values)
        if (value.includes('${')) offences.push(`the policy variable in ${value} is not evaluated`);
      return { operator, key: key.toLowerCase(), values };
    });
  });
