/** A function's code: one minified CommonJS file with the AWS SDK inside, so that what runs locally is what is deployed. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

/**
 * The bundle of `functions/<name>/index.ts`, named by its content. Not by `NodejsFunction`: it takes no esbuild plugins, starts
 * esbuild through npx, and cannot say that the file is CommonJS without a shell (docs/decisions/0004-small-bundles.md).
 */
export const bundleOf = (name: string): Code =>
  Code.fromAsset(join(import.meta.dirname, '../../functions', name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required by the type; never pulled, as the local bundling below always succeeds or throws.
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle: (folder) => {
          // A process of its own, as constructs are synchronous and esbuild runs plugins only asynchronously.
          execFileSync(process.execPath, [join(import.meta.dirname, 'bundle-function.ts'), name, folder], {
            stdio: ['ignore', 'ignore', 'inherit'],
          });
          return true;
        },
      },
    },
  });
