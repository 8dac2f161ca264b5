/**
 * Checks a template against CloudFormation's resource specification, which AWS publishes as the package below. It knows names,
 * types, enumerations and what is required; it knows no numeric ranges.
 * @see https://github.com/cdklabs/awscdk-service-spec
 */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, SpecDatabase } from '@aws-cdk/service-spec-types';
import type { Resource, Template } from './synthesis.ts';

type Problems = Generator<string, void, undefined>;
type Properties = Readonly<Record<string, { readonly type: PropertyType; readonly required?: boolean }>>;

let loaded: SpecDatabase | undefined;
const specification = (): SpecDatabase => {
  loaded ??= loadAwsServiceSpecSync();
  return loaded;
};

/** What is wrong with a template, one line each. */
export const problemsOf = (template: Template): readonly string[] =>
  Object.entries(template.Resources).flatMap(([id, resource]) => [
    ...resourceProblems(id, resource),
    ...deadReferences(resource, id, template),
  ]);

const specifiedType = ({ Type }: Resource) => {
  const found = specification().lookup('resource', 'cloudFormationType', 'equals', Type);
  return found.length === 0 ? undefined : found.only();
};

function* resourceProblems(id: string, resource: Resource): Problems {
  const specified = specifiedType(resource);
  if (specified === undefined) yield `${id}: unknown type ${resource.Type}`;
  else yield* propertyProblems(resource.Properties ?? {}, specified.properties, id);
}

function* propertyProblems(value: object, specified: Properties, path: string): Problems {
  for (const [name, member] of Object.entries(value)) {
    const property = specified[name];
    if (property === undefined) yield `${path}: unknown property ${name}`;
    else yield* valueProblems(member, property.type, `${path}.${name}`);
  }
  for (const [name, { required }] of Object.entries(specified)) {
    if (required === true && !(name in value)) yield `${path}: missing ${name}`;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Intrinsics have their value only at deployment, so nothing can be said about it. */
const isIntrinsic = (value: unknown): boolean => {
  const names = isObject(value) ? Object.keys(value) : [];
  return names.length === 1 && /^(Ref|Fn::\w+)$/.test(names[0]!);
};

const SIMPLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value !== 'object',
  integer: Number.isInteger,
  number: Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  map: isObject,
  ref: isObject,
};

function* valueProblems(value: unknown, type: PropertyType, path: string): Problems {
  if (isIntrinsic(value)) return;
  if (SIMPLE[type.type]?.(value) === false) {
    yield `${path}: expected ${type.type === 'ref' ? 'object' : type.type}`;
  } else if (type.type === 'string' && type.allowedValues?.includes(String(value)) === false) {
    yield `${path}: ${JSON.stringify(value)} is not one of ${type.allowedValues.join(', ')}`;
  } else if (type.type === 'array') {
    for (const [index, item] of (value as unknown[]).entries()) {
      yield* valueProblems(item, type.element, `${path}[${index}]`);
    }
  } else if (type.type === 'map') {
    for (const [key, item] of Object.entries(value as object))
      yield* valueProblems(item, type.element, `${path}.${key}`);
  } else if (type.type === 'ref') {
    const definition = specification().get('typeDefinition', type.reference.$ref);
    yield* propertyProblems(value as object, definition.properties, path);
  } else if (type.type === 'union') {
    const fits = type.types.some((alternative) => valueProblems(value, alternative, path).next().done === true);
    if (!fits) yield `${path}: fits none of the types it may have`;
  }
}

/** Every `Ref` and `Fn::GetAtt` must lead to something in the same template. */
function* deadReferences(value: unknown, path: string, template: Template): Problems {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* deadReferences(item, `${path}[${index}]`, template);
  } else if (isObject(value)) {
    const { Ref: reference, 'Fn::GetAtt': attribute } = value;
    if (typeof reference === 'string' && !exists(reference, template)) {
      yield `${path}: Ref to ${reference}, which does not exist`;
    }
    if (Array.isArray(attribute)) yield* attributeProblems(attribute as [string, string], path, template);
    for (const [name, member] of Object.entries(value)) yield* deadReferences(member, `${path}.${name}`, template);
  }
}

const exists = (name: string, { Resources, Parameters = {} }: Template): boolean =>
  name.startsWith('AWS::') || name in Resources || name in Parameters;

function* attributeProblems([id, name]: readonly [string, string], path: string, template: Template): Problems {
  const resource = template.Resources[id];
  const specified = resource === undefined ? undefined : specifiedType(resource);
  if (resource === undefined) yield `${path}: Fn::GetAtt of ${id}, which does not exist`;
  else if (specified !== undefined && !(name in specified.attributes)) {
    yield `${path}: ${resource.Type} has no attribute ${name}`;
  }
}
