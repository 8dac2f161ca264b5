/** What the expressions of one stack refer to: its parameters, conditions and resources, each worked out when it is asked for. */
import type { SynthesizedStack } from './assembly.ts';
import { isTrue, resolve, type Scope, Unresolvable } from './intrinsics.ts';
import { isObject, type Json, type JsonObject, objectAt, optionalText } from './json.ts';
import { KNOWN_TYPES } from './known-types.ts';
import { offencesAgainst } from './property-rules.ts';
import type { Refusal } from './refusal.ts';
import type { NamedResource, ResourceType, World } from './resource-type.ts';
import { refusedResourceAttributes } from './template-sections.ts';

/** A resource with resolved properties, and what was wrong with it. */
export interface Draft {
  readonly resource: NamedResource;
  readonly type: string;
  readonly refusals: readonly Refusal[];
}

/** What lies beyond the stack. */
export interface OtherStacks {
  readonly importValue: (exportName: string) => Json;
  readonly stackOutput: (stack: string, output: string) => Json;
}

export interface StackScope {
  readonly scope: Scope;
  /**
   * A resource by logical id; undefined when its condition leaves it out.
   * @throws {Unresolvable} when there is none, or it refers to itself
   */
  readonly draft: (logicalId: string) => Draft | undefined;
}

const pseudoParameters = (world: World, stack: string): Readonly<Record<string, Json>> => ({
  'AWS::Region': world.region,
  'AWS::AccountId': world.accountId,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stack,
  'AWS::StackId': `arn:aws:cloudformation:${world.region}:${world.accountId}:stack/${stack}/local`,
});

const knownType = (type: string): ResourceType => {
  const known = KNOWN_TYPES.get(type);
  if (known === undefined) throw new Unresolvable(`it refers to a ${type}, which is not run locally`);
  return known;
};

const parameterValue = (name: string, parameter: JsonObject): Json => {
  if (String(parameter['Type']).startsWith('AWS::SSM::'))
    throw new Unresolvable(`parameter ${name} is read from SSM when deployed`);
  if (parameter['Default'] === undefined) throw new Unresolvable(`parameter ${name} has no default value`);
  return parameter['Default'];
};

/**
 * An HTTP API's address is built in templates from its id (`https://{id}.execute-api.{region}.amazonaws.com`); the laptop's
 * API answers elsewhere, so that text, and only that, is replaced.
 */
const withLocalApi = (text: string, { region, apiUrl }: World): string =>
  text.replace(new RegExp(`https://[a-z0-9]{10}\\.execute-api\\.${region}\\.amazonaws\\.com`, 'g'), apiUrl);

export const createStackScope = (stack: SynthesizedStack, world: World, others: OtherStacks): StackScope => {
  const definitions = objectAt(stack.template, 'Resources');
  const parameters = objectAt(stack.template, 'Parameters');
  const pseudo = pseudoParameters(world, stack.name);
  const conditions = new Map<string, boolean>();
  const drafts = new Map<string, Draft | 'being made'>();

  const condition = (name: string): boolean => {
    const held = conditions.get(name);
    if (held !== undefined) return held;
    const expression = objectAt(stack.template, 'Conditions')[name];
    if (expression === undefined) throw new Unresolvable(`condition ${name} is not in Conditions`);
    const holds = isTrue(scope, expression);
    conditions.set(name, holds);
    return holds;
  };

  const make = (logicalId: string, definition: JsonObject): Draft => {
    const refusals: Refusal[] = [];
    const refuse = (property: string, reason: string): void => {
      refusals.push({ stack: stack.name, logicalId, property, reason });
    };
    const type = String(definition['Type']);
    const known = KNOWN_TYPES.get(type);
    if (known === undefined) refuse('Type', `${type} is not run locally`);
    for (const [attribute, reason] of refusedResourceAttributes(definition)) refuse(attribute, reason);
    const properties: Record<string, Json> = {};
    for (const [name, expression] of Object.entries(objectAt(definition, 'Properties'))) {
      try {
        const value = resolve(scope, expression);
        if (value !== undefined) properties[name] = value;
      } catch (error) {
        if (!(error instanceof Unresolvable)) throw error;
        refuse(`Properties.${name}`, error.message);
      }
    }
    if (known !== undefined && known.properties !== 'decided-by-service')
      for (const { property, reason } of offencesAgainst(known.properties, properties, 'Properties'))
        refuse(property, reason);
    return { resource: { stack: stack.name, logicalId, properties, world }, type, refusals };
  };

  const draft = (logicalId: string): Draft | undefined => {
    const made = drafts.get(logicalId);
    if (made === 'being made') throw new Unresolvable(`${logicalId} refers to itself`);
    if (made !== undefined) return made;
    const definition = definitions[logicalId];
    if (!isObject(definition)) throw new Unresolvable(`there is no resource or parameter ${logicalId}`);
    const on = optionalText(definition, 'Condition');
    if (on !== undefined && !condition(on)) return undefined;
    drafts.set(logicalId, 'being made');
    const finished = make(logicalId, definition);
    drafts.set(logicalId, finished);
    return finished;
  };

  const existing = (logicalId: string): Draft => {
    const found = draft(logicalId);
    if (found === undefined) throw new Unresolvable(`${logicalId} is left out by its condition`);
    return found;
  };

  const scope: Scope = {
    ref: (name) => {
      if (name === 'AWS::NoValue') return undefined;
      const parameter = parameters[name];
      if (pseudo[name] !== undefined) return pseudo[name];
      if (isObject(parameter)) return parameterValue(name, parameter);
      const { resource, type } = existing(name);
      return knownType(type).ref(resource);
    },
    getAtt: (logicalId, attribute) => {
      const { resource, type } = existing(logicalId);
      const value = knownType(type).attributes?.[attribute];
      if (value === undefined) throw new Unresolvable(`${type} has no local value for its attribute ${attribute}`);
      return value(resource);
    },
    condition,
    ...others,
    mappings: objectAt(stack.template, 'Mappings'),
    rewrite: (text) => withLocalApi(text, world),
  };
  return { scope, draft };
};
