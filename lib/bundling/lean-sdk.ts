/**
 * An esbuild plugin that leaves out of the AWS SDK what a Lambda function never uses: a fifth to a third of a bundle, and with
 * it of each cold start's import. Should the SDK change its shape, either the build fails by name, or the test of the bundles'
 * size does.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';
import { withoutRareErrors } from './rare-errors.ts';

export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup: ({ onLoad }) => {
    onLoad({ filter: ADAPTIVE_RETRIES }, () => ({ contents: NO_ADAPTIVE_RETRIES }));
    onLoad({ filter: CONFIG_FILES }, () => ({ contents: NO_CONFIG_FILES }));
    onLoad({ filter: CREDENTIALS }, () => ({ contents: ENVIRONMENT_ONLY }));
    onLoad({ filter: EVENT_STREAMS }, () => ({ contents: NO_EVENT_STREAMS }));
    onLoad({ filter: SCHEMAS }, ({ path }) => ({
      contents: inlineKeys(withoutRareErrors(readFileSync(path, 'utf8'), path)),
    }));
    onLoad({ filter: ERRORS }, ({ path }) => ({ contents: shortErrors(readFileSync(path, 'utf8'), path) }));
    onLoad({ filter: MANIFESTS }, ({ path }) => ({ contents: versionOf(readFileSync(path, 'utf8')), loader: 'json' }));
    onLoad({ filter: ENDPOINT_DISCOVERY }, () => ({ contents: NO_ENDPOINT_DISCOVERY }));
    onLoad({ filter: SCRIPTED_DIGESTS }, ({ path }) => ({ contents: nativeOnly(basename(path, '.js')) }));
    onLoad({ filter: MD5 }, ({ path }) => ({ contents: unprobed(readFileSync(path, 'utf8'), path) }));
    onLoad({ filter: REGION_REDIRECT }, () => ({ contents: NO_REGION_REDIRECT }));
    onLoad({ filter: MULTI_REGION }, () => ({ contents: ONE_REGION }));
  },
};

/** The retry mode `adaptive` and its limiter; our clients use `standard`: 3 KB. */
const ADAPTIVE_RETRIES =
  /[\\/]@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]retry[\\/]util-retry[\\/](?:AdaptiveRetryStrategy|DefaultRateLimiter)\.js$/;
const NO_ADAPTIVE_RETRIES = `
const leftOut = () => { throw new Error('adaptive retries are left out of the bundle, see lib/bundling/lean-sdk.ts'); };
export class AdaptiveRetryStrategy { constructor() { leftOut(); } }
export class DefaultRateLimiter { constructor() { leftOut(); } }
`;

/**
 * Settings of the SDK come from a function's environment, or are the defaults. There is no home folder with a file of them, and
 * looking for it takes each client's first request a moment: 4 KB.
 */
const CONFIG_FILES = /[\\/]node-config-provider[\\/]fromSharedConfigFiles\.js$/;
const NO_CONFIG_FILES = `
import { CredentialsProviderError } from '../property-provider/CredentialsProviderError';
const nothing = new CredentialsProviderError('settings from files are left out of the bundle, see lib/bundling/lean-sdk.ts', { tryNextLink: true });
export const fromSharedConfigFiles = () => async () => { throw nothing; };
`;

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

/** A client has a class for each error of its service, 300 bytes each, all alike: made by one function they take 50 bytes. 13 KB. */
const ERRORS = /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]models[\\/]errors\.js$/;

/** @throws Error when a class does not look as expected: then the SDK has changed, and so must this */
const shortErrors = (source: string, path: string): string => {
  const [, base = '', from = ''] = /^import \{ (\w+) as __BaseException \} from (".+");$/m.exec(source) ?? [];
  const classes = [
    ...source.matchAll(
      /^export class (\w+) extends __BaseException \{\n(?: {4}static shapeId = "(.+)";\n)? {4}name = "\1";\n {4}\$fault = "(client|server)";\n(?: {4}\$retryable = (\{[^}]*\});\n)?((?: {4}\w+;\n)*) {4}constructor\(opts\) \{[^}]+\}\);[^}]+\}\n\}/gm,
    ),
  ];
  const expected = source.match(/^export class /gm)?.length ?? 0;
  if (base === '' || classes.length !== expected) throw new Error(`lean-sdk: ${path} has classes of another kind`);
  return [
    `import { ${base} as Base } from ${from};`,
    MAKE_ERROR,
    ...classes.map(([, name, shape = '', fault, retryable = 'undefined', fields = '']) => {
      const service = shape.slice(0, shape.indexOf('#') + 1);
      const names = JSON.stringify(fields.match(/\w+/g) ?? []);
      return `export const ${name} = /* @__PURE__ */ make('${service}', '${name}', '${fault}', ${names}, ${retryable});`;
    }),
  ].join('\n');
};

const MAKE_ERROR = `
const make = (service, name, fault, fields, retryable) => class extends Base {
  static shapeId = service + name;
  name = name;
  $fault = fault;
  constructor(opts) {
    super({ name, $fault: fault, ...opts });
    // The base class makes itself the prototype; without this, instanceof fails.
    Object.setPrototypeOf(this, new.target.prototype);
    if (retryable) this.$retryable = retryable;
    for (const field of fields) this[field] = opts[field];
  }
};`;

/** Of its package.json a client reads the version, for its user agent: 6 KB. */
const MANIFESTS = /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/;
const versionOf = (manifest: string): string => JSON.stringify({ version: JSON.parse(manifest).version });

/** DynamoDB's endpoints are known from the region; looking for them is off unless asked for, and brings a cache along: 8 KB. */
const ENDPOINT_DISCOVERY = /[\\/]@aws-sdk[\\/]middleware-endpoint-discovery[\\/]dist-es[\\/]index\.js$/;
const NO_ENDPOINT_DISCOVERY = `
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = { environmentVariableSelector: () => undefined, configFileSelector: () => undefined, default: undefined };
export const resolveEndpointDiscoveryConfig = (config) => config;
`;

/** Digests written in JavaScript, for where there is no node:crypto and no node:zlib: 9 KB. */
const SCRIPTED_DIGESTS = /[\\/](?:Sha256|Sha1|Md5|Crc32)Js\.js$/;
const nativeOnly = (name: string): string =>
  `export const ${name} = class { constructor() { throw new Error('${name} is left out of the bundle, see lib/bundling/lean-sdk.ts'); } };`;

/** The SDK makes a digest at import to see whether MD5 is there, and with it OpenSSL's tables of algorithms: two milliseconds. */
const MD5 = /[\\/]Md5Node\.js$/;
const PROBE = /(createHash\)?\(["']md5["']\);\s*return true)/;

/** @throws Error when the probe does not look as expected: then the SDK has changed, and so must this */
const unprobed = (source: string, path: string): string => {
  if (!PROBE.test(source)) throw new Error(`lean-sdk: ${path} looks for MD5 in another way`);
  return source.replace(PROBE, 'return true');
};

/** Requests signed for all regions at once are for multi-region access points; we have buckets: 2 KB. */
const MULTI_REGION = /[\\/]@aws-sdk[\\/]signature-v4-multi-region[\\/]dist-es[\\/]SignatureV4MultiRegion\.js$/;
const ONE_REGION = `
import { SignatureV4SignWithCredentials } from './SignatureV4SignWithCredentials';
export class SignatureV4MultiRegion extends SignatureV4SignWithCredentials {
  static sigv4aDependency() { return 'none'; }
}
`;

/** Following a bucket to another region is off unless asked for; ours is in the function's own: 2 KB. */
const REGION_REDIRECT = /[\\/]middleware-region-redirect[\\/]region-redirect-middleware\.js$/;
const NO_REGION_REDIRECT = `
export const regionRedirectMiddleware = undefined;
export const regionRedirectMiddlewareOptions = undefined;
export const getRegionRedirectMiddlewarePlugin = () => ({ applyToStack: () => undefined });
`;
