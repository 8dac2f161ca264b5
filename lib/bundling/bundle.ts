/** A function's code: one minified CommonJS file with the AWS SDK inside, so that what runs locally is what is deployed. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** The bundle of `functions/<name>/index.ts`, named by its content. Why not by `NodejsFunction`: docs/decisions/0004-small-bundles.md. */
export const bundleOf = (name: string): Code =>
  Code.fromAsset(join(import.meta.dirname, '../../functions', name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required by the type; never pulled, as the local bundling below always succeeds or throws.
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle: (folder) => {
          cpSync(join(allBundles(), name), folder, { recursive: true });
          return true;
        },
      },
    },
  });

let bundles: string | undefined;

/** The folder of all bundles, made when the first is asked for and removed when the process ends. */
const allBundles = (): string => {
  if (bundles !== undefined) return bundles;
  const folder = mkdtempSync(join(tmpdir(), 'sightglass-bundles-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // A process of its own, as constructs are synchronous and esbuild runs plugins only asynchronously.
  execFileSync(process.execPath, [join(import.meta.dirname, 'bundle-functions.ts'), folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  bundles = folder;
  return folder;
};
