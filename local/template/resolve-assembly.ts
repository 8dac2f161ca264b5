/** Turns synthesized stacks into resources with names and resolved properties, or says everything that stands in the way. */
import type { SynthesizedStack } from './assembly.ts';
import { resolve, Unresolvable } from './intrinsics.ts';
import { isObject, type Json, type JsonObject, objectAt } from './json.ts';
import { KNOWN_TYPES } from './known-types.ts';
import type { Refusal } from './refusal.ts';
import type { World } from './resource-type.ts';
import { createStackScope, type Draft, type OtherStacks, type StackScope } from './stack-scope.ts';
import { refusedSections } from './template-sections.ts';

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

/** Every stack's scope, with exports and outputs reaching from one into the other. */
const connect = (stacks: readonly SynthesizedStack[], world: World) => {
  const scopes = new Map<string, StackScope>();
  const output = (stackName: string, id: string): Json => {
    const stack = stacks.find(({ name }) => name === stackName);
    const definition = stack === undefined ? undefined : objectAt(stack.template, 'Outputs')[id];
    if (!isObject(definition)) throw new Unresolvable(`there is no output ${id} of a stack ${stackName}`);
    return resolve(scopes.get(stackName)!.scope, definition['Value'] ?? null) ?? null;
  };
  const others: OtherStacks = {
    importValue: (exportName) => {
      for (const { name, template } of stacks)
        for (const [id, definition] of Object.entries(objectAt(template, 'Outputs'))) {
          const exported = isObject(definition) ? objectAt(definition, 'Export')['Name'] : undefined;
          if (exported !== undefined && resolve(scopes.get(name)!.scope, exported) === exportName)
            return output(name, id);
        }
      throw new Unresolvable(`no stack of this assembly exports ${exportName}`);
    },
    stackOutput: output,
  };
  for (const stack of stacks) scopes.set(stack.name, createStackScope(stack, world, others));
  return { scopes, output };
};

const finish = (stack: SynthesizedStack, { resource, type }: Draft): readonly Resource[] => {
  const known = KNOWN_TYPES.get(type);
  if (known === undefined) return [];
  const ref = known.ref(resource);
  return [
    {
      stack: stack.name,
      logicalId: resource.logicalId,
      type,
      constructPath: stack.constructPaths.get(resource.logicalId) ?? resource.logicalId,
      name: known.name?.(resource) ?? ref,
      ref,
      arn: known.attributes?.['Arn']?.(resource) ?? (ref.startsWith('arn:') ? ref : ''),
      properties: resource.properties,
      assets: stack.assets,
    },
  ];
};

/** Resolves every stack of an assembly against the world it runs in. Never throws for what a template says. */
export const resolveAssembly = (stacks: readonly SynthesizedStack[], world: World): ResolvedAssembly => {
  const refusals: Refusal[] = [];
  const { scopes, output } = connect(stacks, world);
  const attempt = <Value>(stack: string, logicalId: string, property: string, make: () => Value): Value | undefined => {
    try {
      return make();
    } catch (error) {
      refusals.push({ stack, logicalId, property, reason: (error as Error).message });
      return undefined;
    }
  };

  const resources: Resource[] = [];
  const outputs = new Map<string, Json>();
  for (const stack of stacks) {
    const { name, template } = stack;
    refusals.push(...refusedSections(name, template));
    for (const logicalId of Object.keys(objectAt(template, 'Resources'))) {
      const draft = attempt(name, logicalId, 'Condition', () => scopes.get(name)!.draft(logicalId));
      if (draft === undefined) continue;
      refusals.push(...draft.refusals);
      resources.push(...(attempt(name, logicalId, 'Properties', () => finish(stack, draft)) ?? []));
    }
    for (const id of Object.keys(objectAt(template, 'Outputs'))) {
      const value = attempt(name, id, 'Outputs', () => output(name, id));
      if (value !== undefined) outputs.set(`${name}.${id}`, value);
    }
  }
  return { resources, outputs, refusals };
};
