/**
 * An esbuild plugin that leaves out of the AWS SDK what only other uses of S3 need than ours, which is to put and get whole
 * objects of one bucket: 20 KB. What is left out and called all the same says so by name.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

export const leanS3: Plugin = {
  name: 'lean-s3',
  setup: ({ onLoad }) => {
    for (const { filter, contents } of REPLACED) onLoad({ filter }, () => ({ contents }));
    onLoad({ filter: WEB_STREAMS }, ({ path }) => ({ contents: withoutBodies(readFileSync(path, 'utf8'), path) }));
  },
};

const leftOut = (what: string): string =>
  `throw new Error('${what} left out of the bundle, see lib/bundling/lean-s3.ts');`;

const plugIn = (name: string): string => `export const ${name} = () => ({ applyToStack: () => undefined });`;

const REPLACED: readonly { readonly filter: RegExp; readonly contents: string }[] = [
  {
    // Directory buckets in one zone, with sessions and signatures of their own: 3.6 KB.
    filter: /[\\/]middleware-s3-express[\\/]functions[\\/]s3ExpressMiddleware\.js$/,
    contents: `export const s3ExpressMiddleware = undefined, s3ExpressMiddlewareOptions = undefined;
${plugIn('getS3ExpressPlugin')}`,
  },
  {
    filter: /[\\/]middleware-s3-express[\\/]functions[\\/]s3ExpressHttpSigningMiddleware\.js$/,
    contents: `export const s3ExpressHttpSigningMiddleware = undefined, s3ExpressHttpSigningMiddlewareOptions = undefined;
${plugIn('getS3ExpressHttpSigningPlugin')}`,
  },
  {
    filter: /[\\/]middleware-s3-express[\\/]classes[\\/]S3ExpressIdentityProviderImpl\.js$/,
    contents: `export class S3ExpressIdentityProviderImpl { getS3ExpressIdentity() { ${leftOut('S3 Express is')} } }`,
  },
  {
    filter: /[\\/]middleware-s3-express[\\/]classes[\\/]SignatureV4S3Express\.js$/,
    contents: "export { SignatureV4 as SignatureV4S3Express } from '@smithy/signature-v4';",
  },
  {
    // Answers of S3 are read from XML; only operations that we never call send any: 6 KB.
    filter: /[\\/]protocols[\\/]xml[\\/]XmlShapeSerializer\.js$/,
    contents: `export class XmlShapeSerializer {
  setSerdeContext() {}
  write() { ${leftOut('writing XML is')} }
  flush() { ${leftOut('writing XML is')} }
}`,
  },
];

/** Streams of browsers, which Node has too, and which nobody passes here: 4 KB. */
const WEB_STREAMS =
  /[\\/]util-stream[\\/](?:createBufferedReadable|checksum[\\/]createChecksumStream|getAwsChunkedEncodingStream|sdk-stream-mixin)\.browser\.js$/;

/** Functions that throw for all that a module exports. */
const withoutBodies = (source: string, path: string): string => {
  const names = [...source.matchAll(/^export (?:function|const) (\w+)/gm)].map((match) => match[1]!);
  if (names.length === 0) throw new Error(`lean-s3: ${path} exports nothing`);
  return names.map((name) => `export const ${name} = () => { ${leftOut('web streams are')} };`).join('\n');
};
