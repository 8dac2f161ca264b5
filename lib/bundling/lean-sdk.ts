/**
 * An esbuild plugin that leaves out of the AWS SDK what a Lambda function never uses: a fifth to a third of a bundle, and with
 * it of each cold start's import. Should the SDK change its shape, either the build fails by name, or the test of the bundles'
 * size does.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup: ({ onLoad }) => {
    onLoad({ filter: CREDENTIALS }, () => ({ contents: ENVIRONMENT_ONLY }));
    onLoad({ filter: EVENT_STREAMS }, () => ({ contents: NO_EVENT_STREAMS }));
    onLoad({ filter: SCHEMAS }, ({ path }) => ({ contents: inlineKeys(readFileSync(path, 'utf8')) }));
  },
};

/**
 * A function finds its credentials in its environment. The default chain would bring along profiles, SSO, web logins and instance
 * metadata, and the STS and SSO clients these need: 110 KB.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
const CREDENTIALS = /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/;
const ENVIRONMENT_ONLY = "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';";

/** Only S3 Select and Transcribe stream events. They are imported when needed, which keeps esbuild from dropping half of the core: 20 KB. */
const EVENT_STREAMS = /[\\/]@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]event-streams[\\/]index\.js$/;
const NO_EVENT_STREAMS = `
const leftOut = () => { throw new Error('event streams are left out of the bundle, see lib/bundling/lean-sdk.ts'); };
export const resolveEventStreamSerdeConfig = (config) => config;
export const eventStreamSerdeProvider = leftOut;
export const EventStreamSerde = leftOut;
`;

/**
 * A client's schemas describe all its operations in literals whose keys are constants: `{ [_h]: … }`. To esbuild a computed key
 * may have a side effect, so it keeps every literal. With the constants written out it drops the operations nobody calls: 57 KB of S3.
 */
const SCHEMAS = /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;

const inlineKeys = (source: string): string => {
  const constants = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map((match) => [match[1]!, match[2]!]),
  );
  return source.replace(/\[(_\w+)\]:/g, (whole, name: string) => {
    const value = constants.get(name);
    return value === undefined ? whole : `${value}:`;
  });
};
