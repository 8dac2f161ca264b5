/** The parts of a template around its resources' properties: which sections and attributes mean something here. */
import { type JsonObject, objectAt } from './json.ts';
import type { Refusal } from './refusal.ts';

const SECTIONS: ReadonlySet<string> = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
  // Rules check parameters that a person gives to a deployment; CDK's only one checks the bootstrap version.
  'Rules',
]);

/** Attributes beside Type and Properties: order and removal are CloudFormation's own business, the rest changes behaviour. */
const RESOURCE_ATTRIBUTES: ReadonlySet<string> = new Set([
  'Type',
  'Properties',
  'Condition',
  'DependsOn',
  'Metadata',
  'DeletionPolicy',
  'UpdateReplacePolicy',
]);

/** Sections of a template that the runner does not know (Transform, Hooks…). */
export const refusedSections = (stack: string, template: JsonObject): readonly Refusal[] =>
  Object.keys(template)
    .filter((section) => !SECTIONS.has(section))
    .map((section) => ({
      stack,
      logicalId: '(template)',
      property: section,
      reason: 'is a template section the local runner does not know',
    }));

/** Attributes of a resource that the runner does not know (CreationPolicy, UpdatePolicy…), each with the reason. */
export const refusedResourceAttributes = (definition: JsonObject): readonly (readonly [string, string])[] =>
  Object.keys(objectAt({ definition }, 'definition'))
    .filter((attribute) => !RESOURCE_ATTRIBUTES.has(attribute))
    .map((attribute) => [attribute, 'is a resource attribute the local runner does not know'] as const);
