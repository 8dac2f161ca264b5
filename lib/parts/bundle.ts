/** A function's code: one minified CommonJS file with the AWS SDK inside, so that what runs locally is what is deployed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const PROJECT = join(import.meta.dirname, '../..');

/**
 * The bundle of `functions/<name>/index.ts`, named by its content. We call esbuild ourselves because `NodejsFunction` starts it
 * through npx, which takes longer than the bundling, and cannot add the package.json below without a shell.
 */
export const bundleOf = (name: string): Code =>
  Code.fromAsset(join(PROJECT, 'functions', name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required by the type; never pulled, as the local bundling below always succeeds or throws.
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle: (folder) => {
          bundle(name, folder);
          return true;
        },
      },
    },
  });

const bundle = (name: string, folder: string): void => {
  buildSync({
    absWorkingDir: PROJECT,
    entryPoints: [`functions/${name}/index.ts`],
    outfile: join(folder, 'index.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    // CommonJS imports 9 to 13 ms faster than ESM: a static `import 'node:http'` materialises getters that load undici.
    format: 'cjs',
    mainFields: ['module', 'main'],
    // What the SDK carries along for places where we never run; docs/decisions/0004-small-bundles.md has the sizes.
    alias: {
      '@aws-sdk/credential-provider-node': join(PROJECT, 'src/adapters/bundled/credential-provider-node.ts'),
      bowser: join(PROJECT, 'src/adapters/bundled/bowser.ts'),
    },
    legalComments: 'none',
    logLevel: 'warning',
  });
  // Says so to Node: without it, a folder inside a project of ES modules would be read as one.
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n');
};
