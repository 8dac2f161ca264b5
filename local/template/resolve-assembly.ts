/** Turns synthesized stacks into resources with names and resolved properties, or says everything that stands in the way. */
import type { SynthesizedStack } from './assembly.ts';
import { isTrue, resolve, type Scope, Unresolvable } from './intrinsics.ts';
import { isObject, type Json, type JsonObject, objectAt, optionalText } from './json.ts';
import { KNOWN_TYPES } from './known-types.ts';
import { offencesAgainst } from './property-rules.ts';
import type { Refusal } from './refusal.ts';
import type { NamedResource, World } from './resource-type.ts';
import { refusedResourceAttributes, refusedSections } from './template-sections.ts';

/** One resource of the assembly, ready to be run. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** `Service/Api/Resource`; the logical id when the assembly holds no construct paths. */
  readonly constructPath: string;
  /** Its plain name: table name, queue name, function name… */
  readonly name: string;
  /** What `Ref` gives, which for some types is a URL or an ARN. */
  readonly ref: string;
  /** Empty for types that have no ARN attribute. */
  readonly arn: string;
  readonly properties: JsonObject;
  /** The stack's assets, by object key. */
  readonly assets: ReadonlyMap<string, string>;
}

export interface ResolvedAssembly {
  readonly resources: readonly Resource[];
  /** `Stack.OutputId` → value. */
  readonly outputs: ReadonlyMap<string, Json>;
  readonly refusals: readonly Refusal[];
}

interface Draft {
  readonly resource: NamedResource;
  readonly type: string;
  readonly refusals: readonly Refusal[];
}

const PSEUDO = (world: World, stack: string): Readonly<Record<string, Json>> => ({
  'AWS::Region': world.region,
  'AWS::AccountId': world.accountId,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stack,
  'AWS::StackId': `arn:aws:cloudformation:${world.region}:${world.accountId}:stack/${stack}/local`,
});

/** Resolves every stack of an assembly against the world it runs in. Never throws for what a template says. */
export const resolveAssembly = (stacks: readonly SynthesizedStack[], world: World): ResolvedAssembly => {
  const scopes = new Map<string, Scope>();
  const exports = new Map<string, () => Json>();
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));

  const scopeOf = (stack: SynthesizedStack): Scope => {
    const existing = scopes.get(stack.name);
    if (existing !== undefined) return existing;
    const scope = createScope(stack);
    scopes.set(stack.name, scope.scope);
    drafts.set(stack.name, scope.draft);
    return scope.scope;
  };
  const drafts = new Map<string, (logicalId: string) => Draft | undefined>();

  const output = (stack: SynthesizedStack, id: string): Json => {
    const definition = objectAt(stack.template, 'Outputs')[id];
    if (!isObject(definition)) throw new Unresolvable(`stack ${stack.name} has no output ${id}`);
    return resolve(scopeOf(stack), definition['Value'] ?? null) ?? null;
  };

  const createScope = (stack: SynthesizedStack) => {
    const definitions = objectAt(stack.template, 'Resources');
    const conditions = new Map<string, boolean>();
    const made = new Map<string, Draft | 'being made'>();

    const condition = (name: string): boolean => {
      const held = conditions.get(name);
      if (held !== undefined) return held;
      const expression = objectAt(stack.template, 'Conditions')[name];
      if (expression === undefined) throw new Unresolvable(`condition ${name} is not in Conditions`);
      const holds = isTrue(scope, expression);
      conditions.set(name, holds);
      return holds;
    };

    const draft = (logicalId: string): Draft | undefined => {
      const existing = made.get(logicalId);
      if (existing === 'being made') throw new Unresolvable(`${logicalId} refers to itself`);
      if (existing !== undefined) return existing;
      const definition = definitions[logicalId];
      if (!isObject(definition)) throw new Unresolvable(`there is no resource or parameter ${logicalId}`);
      const on = optionalText(definition, 'Condition');
      if (on !== undefined && !condition(on)) return undefined;
      made.set(logicalId, 'being made');
      const built = build(logicalId, definition);
      made.set(logicalId, built);
      return built;
    };

    const build = (logicalId: string, definition: JsonObject): Draft => {
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

    const existing = (logicalId: string): Draft => {
      const found = draft(logicalId);
      if (found === undefined) throw new Unresolvable(`${logicalId} is left out by its condition`);
      return found;
    };

    const knownType = (type: string) => {
      const known = KNOWN_TYPES.get(type);
      if (known === undefined) throw new Unresolvable(`it refers to a ${type}, which is not run locally`);
      return known;
    };

    const scope: Scope = {
      ref: (name) => {
        if (name === 'AWS::NoValue') return undefined;
        const pseudo = PSEUDO(world, stack.name)[name];
        if (pseudo !== undefined) return pseudo;
        const parameter = objectAt(stack.template, 'Parameters')[name];
        if (isObject(parameter)) {
          if (String(parameter['Type']).startsWith('AWS::SSM::'))
            throw new Unresolvable(`parameter ${name} is read from SSM when deployed`);
          if (parameter['Default'] === undefined) throw new Unresolvable(`parameter ${name} has no default value`);
          return parameter['Default'];
        }
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
      importValue: (name) => {
        const value = exports.get(name);
        if (value === undefined) throw new Unresolvable(`no stack of this assembly exports ${name}`);
        return value();
      },
      stackOutput: (name, id) => {
        const other = byName.get(name);
        if (other === undefined) throw new Unresolvable(`there is no stack ${name} in this assembly`);
        return output(other, id);
      },
      mappings: objectAt(stack.template, 'Mappings'),
      rewrite: (text) => withLocalApi(text, world),
    };
    return { scope, draft };
  };

  for (const stack of stacks)
    for (const [id, definition] of Object.entries(objectAt(stack.template, 'Outputs'))) {
      const name = isObject(definition) ? objectAt(definition, 'Export')['Name'] : undefined;
      if (name !== undefined) exports.set(String(resolve(scopeOf(stack), name)), () => output(stack, id));
    }

  const refusals: Refusal[] = stacks.flatMap((stack) => refusedSections(stack.name, stack.template));
  const resources = stacks.flatMap((stack) => {
    scopeOf(stack);
    return Object.keys(objectAt(stack.template, 'Resources')).flatMap((logicalId): readonly Resource[] => {
      const draft = attempt(() => drafts.get(stack.name)?.(logicalId), stack.name, logicalId, 'Condition', refusals);
      if (draft === undefined) return [];
      refusals.push(...draft.refusals);
      const known = KNOWN_TYPES.get(draft.type);
      if (known === undefined) return [];
      const ref = attempt(() => known.ref(draft.resource), stack.name, logicalId, 'Properties', refusals);
      if (ref === undefined) return [];
      return [
        {
          stack: stack.name,
          logicalId,
          type: draft.type,
          constructPath: stack.constructPaths.get(logicalId) ?? logicalId,
          name: known.name?.(draft.resource) ?? ref,
          ref,
          arn: known.attributes?.['Arn']?.(draft.resource) ?? (ref.startsWith('arn:') ? ref : ''),
          properties: draft.resource.properties,
          assets: stack.assets,
        },
      ];
    });
  });
  const outputs = new Map<string, Json>();
  for (const stack of stacks)
    for (const id of Object.keys(objectAt(stack.template, 'Outputs'))) {
      const value = attempt(() => output(stack, id), stack.name, id, 'Outputs', refusals);
      if (value !== undefined) outputs.set(`${stack.name}.${id}`, value);
    }
  return { resources, outputs, refusals };
};

const attempt = <Value>(
  make: () => Value,
  stack: string,
  logicalId: string,
  property: string,
  refusals: Refusal[],
): Value | undefined => {
  try {
    return make();
  } catch (error) {
    refusals.push({ stack, logicalId, property, reason: (error as Error).message });
    return undefined;
  }
};

/**
 * An HTTP API's address is built in templates from its id (`https://{id}.execute-api.{region}.amazonaws.com`); the laptop's
 * API answers elsewhere, so that text, and only that, is replaced.
 */
const withLocalApi = (text: string, { region, apiUrl }: World): string =>
  text.replace(
    new RegExp(`https://[a-z0-9]{10}\\.execute-api\\.${region.replaceAll('-', '\\-')}\\.amazonaws\\.com`, 'g'),
    apiUrl,
  );
