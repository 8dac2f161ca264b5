/**
 * An esbuild plugin that leaves out of the AWS SDK's way from a command to its answer what ours never take: 12 KB. What throws says so
 * by name; the middleware that is left out would do nothing for any request of ours.
 */
import type { Plugin } from 'esbuild';

export const leanRequests: Plugin = {
  name: 'lean-requests',
  setup: ({ onLoad }) => {
    for (const { filter, contents } of REPLACED) onLoad({ filter }, () => ({ contents }));
  },
};

const leftOut = (what: string): string =>
  `{ throw new Error('${what} left out of the bundle, see lib/bundling/lean-requests.ts'); }`;

/** Middleware that lets every request pass. */
const passing = (middleware: string, plugIn: string, options = `${middleware}Options`): string => `
export const ${middleware} = () => (next) => next;
export const ${options} = undefined;
export const ${plugIn} = () => ({ applyToStack: () => undefined });
`;

const REPLACED: readonly { readonly filter: RegExp; readonly contents: string }[] = [
  {
    // A function's region stands in its environment; machines ask their metadata for it.
    filter: /[\\/]config-resolver[\\/]regionConfig[\\/]getInstanceMetadataRegion\.js$/,
    contents: `export const getInstanceMetadataRegion = async () => ${leftOut('regions from instance metadata are')};`,
  },
  {
    // Writes to a logger, where a client is given one.
    filter: /[\\/]middleware-logger[\\/]loggerMiddleware\.js$/,
    contents: passing('loggerMiddleware', 'getLoggerPlugin'),
  },
  {
    // Tells old versions of Node that they will not be supported. Lambda's is 24.
    filter: /[\\/]@aws-sdk[\\/]core[\\/]dist-es[\\/]submodules[\\/]client[\\/]emitWarningIfUnsupportedVersion\.js$/,
    contents:
      'export const state = { warningEmitted: true }; export const emitWarningIfUnsupportedVersion = () => undefined;',
  },
  {
    // Hashes keys for encryption that come with a request; ours come with the bucket.
    filter: /[\\/]middleware-ssec[\\/]middleware-ssec\.js$/,
    contents: `${passing('ssecMiddleware', 'getSsecPlugin')}
export const isValidBase64EncodedSSECustomerKey = () => ${leftOut('customer keys are')};`,
  },
  {
    // Warns of a body whose length is not known. All of ours are in memory.
    filter: /[\\/]middleware-check-content-length-header[\\/]check-content-length-header\.js$/,
    contents: passing(
      'checkContentLengthHeader',
      'getCheckContentLengthHeaderPlugin',
      'checkContentLengthHeaderMiddlewareOptions',
    ),
  },
  {
    // Signs events of a stream.
    filter: /[\\/]@smithy[\\/]signature-v4[\\/]dist-es[\\/]HeaderFormatter\.js$/,
    contents: `export class HeaderFormatter { format() ${leftOut('signing event streams is')} }
export class Int64 { static fromNumber() ${leftOut('signing event streams is')} }`,
  },
  {
    // Streams of bytes that come in small pieces, as bodies. Ours are whole.
    filter: /[\\/]util-stream[\\/]createBufferedReadable\.js$/,
    contents: `export function createBufferedReadable() ${leftOut('streams as bodies are')}`,
  },
  {
    filter: /[\\/]util-stream[\\/]getAwsChunkedEncodingStream\.js$/,
    contents: `export function getAwsChunkedEncodingStream() ${leftOut('streams as bodies are')}`,
  },
  {
    // Told by their name, as looking at the global class makes Node load all of web streams: three milliseconds of a first request.
    filter: /[\\/]util-stream[\\/]stream-type-check\.js$/,
    contents: `
export const isReadableStream = (stream) => stream?.constructor?.name === 'ReadableStream';
export const isBlob = (blob) => blob?.constructor?.name === 'Blob';`,
  },
  {
    filter: /[\\/]isStreamingPayload[\\/]isStreamingPayload\.js$/,
    contents: `
import { Readable } from 'node:stream';
export const isStreamingPayload = (request) => request?.body instanceof Readable;`,
  },
  {
    // Notes in the user agent which features of the SDK a request uses.
    filter: /[\\/]middleware-user-agent[\\/]check-features\.js$/,
    contents: 'export const checkFeatures = async () => undefined;',
  },
  {
    // Writes inputs and outputs for a logger; nobody asks for them, and whoever did would get none.
    filter: /[\\/]smithy-client[\\/]schemaLogFilter\.js$/,
    contents: "export const schemaLogFilter = () => '***SensitiveInformation***';",
  },
  {
    // Signs for several regions at once, for multi-region access points; we have buckets.
    filter: /[\\/]httpAuthSchemes[\\/]aws_sdk[\\/]AwsSdkSigV4ASigner\.js$/,
    contents: `export class AwsSdkSigV4ASigner { async sign() ${leftOut('signatures for several regions are')} }`,
  },
  {
    // Refuses names of buckets that are addresses, and takes addresses for buckets where it is told to. Ours has a name.
    filter: /[\\/]middleware-validate-bucket-name[\\/]validate-bucket-name\.js$/,
    contents: passing('validateBucketNameMiddleware', 'getValidateBucketNamePlugin'),
  },
  {
    // Reads the header Expires of objects, which we do not ask for.
    filter: /[\\/]middleware-s3-expires[\\/]s3-expires-middleware\.js$/,
    contents: passing('s3ExpiresMiddleware', 'getS3ExpiresMiddlewarePlugin'),
  },
  {
    filter: /[\\/]httpAuthSchemes[\\/]aws_sdk[\\/]resolveAwsSdkSigV4AConfig\.js$/,
    contents: `
export const resolveAwsSdkSigV4AConfig = (config) => config;
export const NODE_SIGV4A_CONFIG_OPTIONS = { environmentVariableSelector: () => undefined, configFileSelector: () => undefined, default: undefined };`,
  },
  {
    // Chooses time-outs and retries by where a client runs; ours state their own (src/adapters/clients.ts).
    filter: /[\\/]defaults-mode[\\/]resolveDefaultsModeConfig\.js$/,
    contents: "export const resolveDefaultsModeConfig = () => async () => 'legacy';",
  },
];
