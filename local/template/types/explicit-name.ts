/** A name that the template itself gives to a resource. */
import { optionalText } from '../json.ts';
import type { NamedResource } from '../resource-type.ts';

/** The named property's text, or undefined when CloudFormation would make a name up. */
export const explicitName = (resource: NamedResource, property: string): string | undefined =>
  optionalText(resource.properties, property);
