/** What the template says about a function, read once. */
import { existsSync, statSync } from 'node:fs';
import { objectAt, optionalNumber, optionalText, textAt } from '../template/json.ts';
import type { Resource } from '../template/resolve-assembly.ts';

export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  /** The unzipped asset: what deploys, byte for byte. */
  readonly folder: string;
  /** `index.handler`: file without extension, then export. */
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Undefined when the function shares the account's concurrency. */
  readonly reservedConcurrency: number | undefined;
  readonly role: { readonly name: string; readonly arn: string };
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  readonly applicationLogLevel: string;
  readonly systemLogLevel: string;
  /** Where events go that an asynchronous invocation could not get through; an ARN. */
  readonly deadLetterArn: string | undefined;
}

/** Lambda's defaults where the template is silent. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

/**
 * Reads a function resource.
 * @throws when its asset is not a folder of the assembly
 */
export const functionSettings = (resource: Resource): FunctionSettings => {
  const { properties, name, assets } = resource;
  const key = textAt(properties, 'Code.S3Key');
  const folder = assets.get(key);
  if (folder === undefined || !existsSync(folder) || !statSync(folder).isDirectory())
    throw new Error(`Code.S3Key ${key} is not a folder of the cloud assembly`);
  const roleArn = textAt(properties, 'Role');
  return {
    name,
    arn: resource.arn,
    folder,
    handler: textAt(properties, 'Handler'),
    runtime: textAt(properties, 'Runtime'),
    timeoutMs: (optionalNumber(properties, 'Timeout') ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    memoryMb: optionalNumber(properties, 'MemorySize') ?? DEFAULT_MEMORY_MB,
    environment: Object.fromEntries(
      Object.entries(objectAt(properties, 'Environment.Variables')).map(([key, value]) => [key, String(value)]),
    ),
    reservedConcurrency: optionalNumber(properties, 'ReservedConcurrentExecutions'),
    role: { name: roleArn.split('/').at(-1)!, arn: roleArn },
    logGroup: optionalText(properties, 'LoggingConfig.LogGroup') ?? `/aws/lambda/${name}`,
    logFormat: optionalText(properties, 'LoggingConfig.LogFormat') === 'JSON' ? 'JSON' : 'Text',
    applicationLogLevel: optionalText(properties, 'LoggingConfig.ApplicationLogLevel') ?? 'INFO',
    systemLogLevel: optionalText(properties, 'LoggingConfig.SystemLogLevel') ?? 'INFO',
    deadLetterArn: optionalText(properties, 'DeadLetterConfig.TargetArn'),
  };
};
