/** Reads a resource's CloudFormation properties, and refuses by name whatever its reader has not asked for. */

export type Properties = Readonly<Record<string, unknown>>;

export interface PropertyReader {
  /** The value of a property that is honoured; undefined when the template does not set it. */
  read(name: string): unknown;
  /** Accepts properties that change nothing on a laptop, such as tags; say why where you call it. */
  ignore(...names: readonly string[]): void;
  /** @throws Error naming every property that was neither read nor ignored */
  finish(): void;
}

/** @param where the resource or the part of it, for messages: `AWS::S3::Bucket payloads` */
export const readProperties = (where: string, properties: unknown): PropertyReader => {
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    throw new Error(`${where} must be an object`);
  }
  const given = properties as Properties;
  const known = new Set<string>();
  return {
    read: (name) => {
      known.add(name);
      return given[name];
    },
    ignore: (...names) => {
      for (const name of names) known.add(name);
    },
    finish: () => {
      const unknown = Object.keys(given).filter((name) => !known.has(name));
      if (unknown.length > 0) {
        throw new Error(`${where}: the local cloud does not know ${unknown.join(', ')}; remove it or teach it`);
      }
    },
  };
};

/** CloudFormation takes booleans and numbers as strings too. */
export const asBoolean = (value: unknown): boolean => value === true || value === 'true';

/** @throws Error when the value is there and no number */
export const asNumber = (where: string, value: unknown): number | undefined => {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isNaN(number) || value === '') throw new Error(`${where} must be a number, got ${JSON.stringify(value)}`);
  return number;
};
