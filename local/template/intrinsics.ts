/** CloudFormation's intrinsic functions, over whatever the caller says a Ref, a GetAtt or an import means. */
import { isObject, type Json, type JsonObject } from './json.ts';

/** Thrown where an expression has no value on a laptop; the message says which and why. */
export class Unresolvable extends Error {
  override readonly name = 'Unresolvable';
}

/** What one stack's expressions refer to. */
export interface Scope {
  /** The value of `Ref`, pseudo parameters included; undefined is AWS::NoValue. */
  readonly ref: (name: string) => Json | undefined;
  readonly getAtt: (logicalId: string, attribute: string) => string;
  readonly condition: (name: string) => boolean;
  readonly importValue: (exportName: string) => Json;
  readonly stackOutput: (stack: string, output: string) => Json;
  readonly mappings: JsonObject;
  /** Seen by every text that a Join or Sub puts together. */
  readonly rewrite: (text: string) => string;
}

const text = (value: Json | undefined, where: string): string => {
  if (value === undefined || (typeof value === 'object' && value !== null))
    throw new Unresolvable(`${where} needs text, got ${JSON.stringify(value)}`);
  return String(value);
};

const list = (value: Json | undefined, where: string): readonly Json[] => {
  if (!Array.isArray(value)) throw new Unresolvable(`${where} needs a list, got ${JSON.stringify(value)}`);
  return value as readonly Json[];
};

const literal = (value: string): string => {
  if (value.includes('{{resolve:'))
    throw new Unresolvable('dynamic references ({{resolve:…}}) are resolved by CloudFormation, not here');
  return value;
};

/** The name of the only key of an object that is a function call, or undefined when the object is plain data. */
const intrinsicName = (object: JsonObject): string | undefined => {
  const names = Object.keys(object);
  const name = names[0];
  if (names.length !== 1 || name === undefined) return undefined;
  return name === 'Ref' || name.startsWith('Fn::') ? name : undefined;
};

const substitute = (scope: Scope, template: string, variables: JsonObject): string =>
  template.replace(/\$\{(!?)([^}]+)\}/g, (_whole, escaped: string, name: string) => {
    if (escaped === '!') return `\${${name}}`;
    if (Object.hasOwn(variables, name)) return text(resolve(scope, variables[name]!), `Fn::Sub \${${name}}`);
    const dot = name.indexOf('.');
    return dot < 0
      ? text(scope.ref(name), `Fn::Sub \${${name}}`)
      : scope.getAtt(name.slice(0, dot), name.slice(dot + 1));
  });

const call = (scope: Scope, name: string, argument: Json): Json | undefined => {
  const argumentsOf = (): readonly Json[] => list(argument, name);
  const value = (index: number): Json | undefined => resolve(scope, argumentsOf()[index] ?? null);
  const truth = (condition: Json): boolean => isTrue(scope, condition);
  switch (name) {
    case 'Ref':
      return scope.ref(text(argument, name));
    case 'Fn::GetAtt': {
      const [logicalId = '', attribute] =
        typeof argument === 'string' ? argument.split(/\.(.*)/s, 2) : [text(argumentsOf()[0], name), value(1)];
      return scope.getAtt(logicalId, text(attribute, name));
    }
    case 'Fn::Join':
      return scope.rewrite(
        list(value(1), name)
          .map((part) => text(part, name))
          .join(text(value(0), name)),
      );
    case 'Fn::Sub':
      return scope.rewrite(
        typeof argument === 'string'
          ? substitute(scope, argument, {})
          : substitute(scope, text(argumentsOf()[0], name), (argumentsOf()[1] ?? {}) as JsonObject),
      );
    case 'Fn::Select': {
      const chosen = list(value(1), name)[Number(value(0))];
      if (chosen === undefined) throw new Unresolvable(`Fn::Select ${String(value(0))} is outside its list`);
      return chosen;
    }
    case 'Fn::Split':
      return text(value(1), name).split(text(value(0), name));
    case 'Fn::If':
      return resolve(scope, argumentsOf()[scope.condition(text(argumentsOf()[0], name)) ? 1 : 2] ?? null);
    case 'Fn::Equals':
      return JSON.stringify(value(0)) === JSON.stringify(value(1));
    case 'Fn::And':
      return argumentsOf().every(truth);
    case 'Fn::Or':
      return argumentsOf().some(truth);
    case 'Fn::Not':
      return !truth(argumentsOf()[0] ?? null);
    case 'Fn::FindInMap': {
      const [map, top, second] = [0, 1, 2].map((index) => text(value(index), name)) as [string, string, string];
      const rows = scope.mappings[map];
      const row = isObject(rows) ? rows[top] : undefined;
      const found = isObject(row) ? row[second] : undefined;
      if (found === undefined) throw new Unresolvable(`Fn::FindInMap ${map}/${top}/${second} is not in Mappings`);
      return found;
    }
    case 'Fn::Base64':
      return Buffer.from(text(resolve(scope, argument), name)).toString('base64');
    case 'Fn::ImportValue':
      return scope.importValue(text(resolve(scope, argument), name));
    case 'Fn::GetStackOutput': {
      const { StackName, OutputName } = (isObject(argument) ? argument : {}) as JsonObject;
      return scope.stackOutput(
        text(resolve(scope, StackName ?? null), `${name}.StackName`),
        text(resolve(scope, OutputName ?? null), `${name}.OutputName`),
      );
    }
    default:
      throw new Unresolvable(`the intrinsic function ${name} is not known to the local runner`);
  }
};

/** Whether a condition expression holds. */
export const isTrue = (scope: Scope, condition: Json): boolean =>
  isObject(condition) && typeof condition['Condition'] === 'string'
    ? scope.condition(condition['Condition'])
    : String(resolve(scope, condition)) === 'true';

/**
 * The value of an expression; undefined is AWS::NoValue, which removes the property that holds it.
 * @throws {Unresolvable} for an unknown function, a reference to nothing, or an attribute without a local value
 */
export const resolve = (scope: Scope, value: Json): Json | undefined => {
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value))
    return (value as readonly Json[])
      .map((item) => resolve(scope, item))
      .filter((item): item is Json => item !== undefined);
  if (!isObject(value)) return value;
  const name = intrinsicName(value);
  if (name !== undefined) return call(scope, name, value[name]!);
  const object: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const resolved = resolve(scope, item);
    if (resolved !== undefined) object[key] = resolved;
  }
  return object;
};
