/** Reads a CDK cloud assembly (cdk.out): its stacks' templates, where their assets lie, and the construct paths. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isObject, type Json, type JsonObject, objectAt, optionalText, textAt } from './json.ts';

/** One stack as synthesized, before anything is resolved. */
export interface SynthesizedStack {
  readonly name: string;
  /** Undefined when the stack is environment-agnostic. */
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  readonly template: JsonObject;
  /** Folder or file of each asset, by the object key the template names in `Code.S3Key`. */
  readonly assets: ReadonlyMap<string, string>;
  /** Construct path (`Service/Api/Resource`) by logical id. */
  readonly constructPaths: ReadonlyMap<string, string>;
}

const readJson = (path: string): JsonObject => JSON.parse(readFileSync(path, 'utf8')) as JsonObject;

const known = (part: string | undefined): string | undefined =>
  part === undefined || part === '' || part.startsWith('unknown-') ? undefined : part;

const assetsOf = (folder: string, manifestFile: string): ReadonlyMap<string, string> => {
  const assets = new Map<string, string>();
  for (const file of Object.values(objectAt(readJson(join(folder, manifestFile)), 'files'))) {
    if (!isObject(file)) continue;
    const path = optionalText(file, 'source.path');
    if (path === undefined) continue;
    for (const destination of Object.values(objectAt(file, 'destinations')))
      if (isObject(destination)) assets.set(textAt(destination, 'objectKey'), join(folder, path));
  }
  return assets;
};

/** Metadata entries of type `aws:cdk:logicalId` tie construct paths to logical ids. */
const constructPathsOf = (folder: string, artifact: JsonObject): ReadonlyMap<string, string> => {
  const file = optionalText(artifact, 'additionalMetadataFile');
  const metadata: JsonObject = {
    ...objectAt(artifact, 'metadata'),
    ...(file === undefined || !existsSync(join(folder, file)) ? {} : readJson(join(folder, file))),
  };
  const paths = new Map<string, string>();
  for (const [path, entries] of Object.entries(metadata))
    for (const entry of Array.isArray(entries) ? (entries as readonly Json[]) : [])
      if (isObject(entry) && entry['type'] === 'aws:cdk:logicalId')
        paths.set(String(entry['data']), path.replace(/^\//, ''));
  return paths;
};

/**
 * Reads every stack of the assembly in a folder, nested stages included.
 * @throws when the folder holds no cloud assembly, or an artifact of a kind the runner does not know
 */
export const readAssembly = (folder: string): readonly SynthesizedStack[] => {
  const manifestPath = join(folder, 'manifest.json');
  if (!existsSync(manifestPath))
    throw new Error(`${folder} holds no manifest.json; synthesize the app first (npm run synth)`);
  const artifacts = objectAt(readJson(manifestPath), 'artifacts');
  const assets = new Map<string, string>();
  for (const artifact of Object.values(artifacts))
    if (isObject(artifact) && artifact['type'] === 'cdk:asset-manifest')
      for (const [key, path] of assetsOf(folder, textAt(artifact, 'properties.file'))) assets.set(key, path);

  return Object.entries(artifacts).flatMap(([id, artifact]): readonly SynthesizedStack[] => {
    if (!isObject(artifact)) return [];
    switch (artifact['type']) {
      case 'aws:cloudformation:stack': {
        const [, , accountId, region] = textAt(artifact, 'environment').split('/');
        return [
          {
            name: optionalText(artifact, 'properties.stackName') ?? id,
            region: known(region),
            accountId: known(accountId),
            template: readJson(join(folder, textAt(artifact, 'properties.templateFile'))),
            assets,
            constructPaths: constructPathsOf(folder, artifact),
          },
        ];
      }
      case 'cdk:cloud-assembly':
        return readAssembly(join(folder, basename(textAt(artifact, 'properties.directoryName'))));
      case 'cdk:asset-manifest':
      case 'cdk:tree':
      case 'cdk:feature-flag-report':
        return [];
      default:
        throw new Error(`${manifestPath}: artifact ${id} is a ${String(artifact['type'])}, which is not run locally`);
    }
  });
};
