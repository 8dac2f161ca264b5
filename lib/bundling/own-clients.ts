/**
 * An esbuild plugin that puts our own clients of AWS (`src/adapters/aws`) in the place of the AWS SDK's, of which a function uses one
 * operation in a hundred. Sources, tools and tests have the SDK's, and a test holds ours to them. An operation that ours does not
 * have fails the build by name.
 */
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

export const ownClients: Plugin = {
  name: 'own-clients',
  setup: ({ initialOptions, onResolve }) => {
    const { absWorkingDir = process.cwd() } = initialOptions;
    onResolve({ filter: /^@aws-sdk\/client-[a-z0-9-]+$/ }, ({ path }) => ({
      path: join(absWorkingDir, `src/adapters/aws/${path.slice('@aws-sdk/'.length)}.ts`),
    }));
  },
};
