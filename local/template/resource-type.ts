/** What the runner must know about a CloudFormation resource type before it runs one: its names and its properties. */
import { createHash } from 'node:crypto';
import type { JsonObject } from './json.ts';
import type { PropertyRule } from './property-rules.ts';

/** Where this run takes place; everything in a physical id that is not in the template. */
export interface World {
  readonly accountId: string;
  readonly region: string;
  /** Base URL of the HTTP API on the laptop, without a trailing slash. */
  readonly apiUrl: string;
  /** Base URL of the AWS gateway on the laptop, without a trailing slash. */
  readonly gatewayUrl: string;
}

/** A resource as its type's functions see it. Properties are already resolved. */
export interface NamedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly properties: JsonObject;
  readonly world: World;
}

export interface ResourceType {
  /** What `Ref` gives. */
  readonly ref: (resource: NamedResource) => string;
  /** The plain name, where `Ref` gives something else (a queue's URL, a topic's ARN). */
  readonly name?: (resource: NamedResource) => string;
  /** What `Fn::GetAtt` gives, by attribute name; an attribute not listed has no local value and is refused. */
  readonly attributes?: Readonly<Record<string, (resource: NamedResource) => string>>;
  /**
   * What is done with each property. `decided-by-service`: the service that runs the type (local/aws/…) knows its
   * properties and refuses the ones it does not honour.
   */
  readonly properties: PropertyRule | 'decided-by-service';
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The name CloudFormation would generate, made deterministic: stack, logical id, and a digest in place of what does not
 * fit. The same template always gives the same names, so data written yesterday is found today.
 */
export const generatedName = ({ stack, logicalId }: NamedResource, maxLength: number): string => {
  const name = `${stack}-${logicalId}`;
  return name.length <= maxLength ? name : `${name.slice(0, maxLength - 9)}-${digest(name).slice(0, 8)}`;
};

/** A short deterministic id for resources that AWS names with random characters (APIs, integrations, secrets). */
export const generatedId = ({ stack, logicalId }: NamedResource, length: number): string =>
  BigInt(`0x${digest(`${stack}/${logicalId}`)}`)
    .toString(36)
    .slice(-length);

export const arn = ({ world }: NamedResource, service: string, rest: string): string =>
  `arn:aws:${service}:${world.region}:${world.accountId}:${rest}`;
