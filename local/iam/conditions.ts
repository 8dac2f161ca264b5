/** Condition blocks: which operators and keys are evaluated here, and whether a block holds for a request's context. */
import { matchesArn, matchesWildcard } from './wildcard.ts';

export interface ConditionBlock {
  readonly operator: string;
  /** In lower case: condition keys are compared without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Values of condition keys of one request; keys in lower case, absent when the request has none. */
export type RequestContext = Readonly<Record<string, readonly string[]>>;

/**
 * The keys whose values the gateway knows. Another key would always be absent, and a Deny that depends on it would never
 * deny; so it is refused at start.
 */
export const CONDITION_KEYS: ReadonlySet<string> = new Set([
  'aws:securetransport',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:resourceaccount',
  'aws:requestedregion',
  'cloudwatch:namespace',
  'dynamodb:attributes',
  'dynamodb:leadingkeys',
  'dynamodb:select',
  'kms:calleraccount',
  'kms:encryptioncontext:aws:logs:arn',
  'kms:grantisforawsresource',
  'kms:viaservice',
  's3:delimiter',
  's3:prefix',
]);

type Comparison = (wanted: string, actual: string) => boolean;

const numeric =
  (holds: (actual: number, wanted: number) => boolean): Comparison =>
  (wanted, actual) =>
    holds(Number(actual), Number(wanted));

const equals: Comparison = (wanted, actual) => wanted === actual;
const equalsIgnoringCase: Comparison = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();

const OPERATORS: Readonly<Record<string, Comparison>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoringCase,
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: equalsIgnoringCase,
  NumericEquals: numeric((actual, wanted) => actual === wanted),
  NumericLessThan: numeric((actual, wanted) => actual < wanted),
  NumericLessThanEquals: numeric((actual, wanted) => actual <= wanted),
  NumericGreaterThan: numeric((actual, wanted) => actual > wanted),
  NumericGreaterThanEquals: numeric((actual, wanted) => actual >= wanted),
};

/** `StringNotEquals` and its like hold when none of the wanted values matches, also when the key is absent. */
const NEGATED: Readonly<Record<string, Comparison>> = {
  StringNotEquals: equals,
  StringNotEqualsIgnoreCase: equalsIgnoringCase,
  StringNotLike: matchesWildcard,
  ArnNotEquals: matchesArn,
  ArnNotLike: matchesArn,
};

interface Operator {
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly name: string;
  readonly ifExists: boolean;
}

const parse = (operator: string): Operator => {
  const [, quantifier, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  return { quantifier: quantifier as Operator['quantifier'], name, ifExists: ifExists !== undefined };
};

export const isKnownOperator = (operator: string): boolean => {
  const { name } = parse(operator);
  return name === 'Null' || Object.hasOwn(OPERATORS, name) || Object.hasOwn(NEGATED, name);
};

/**
 * Whether one condition block holds.
 * @throws for an operator that {@link isKnownOperator} does not know
 */
export const conditionHolds = ({ operator, key, values }: ConditionBlock, context: RequestContext): boolean => {
  const { quantifier, name, ifExists } = parse(operator);
  const actual = context[key];
  if (name === 'Null') return values.some((value) => (value === 'true') === (actual === undefined));
  const negated = NEGATED[name];
  const compare = OPERATORS[name] ?? negated;
  if (compare === undefined) throw new Error(`the condition operator ${operator} is not evaluated`);
  if (actual === undefined)
    return ifExists || quantifier === 'ForAllValues' || (negated !== undefined && quantifier === undefined);
  const matches = (value: string): boolean =>
    values.some((wanted) => compare(wanted, value)) === (negated === undefined);
  return quantifier === 'ForAllValues' || (negated !== undefined && quantifier === undefined)
    ? actual.every(matches)
    : actual.some(matches);
};
