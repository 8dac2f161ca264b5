/**
 * An esbuild plugin that packs the AWS SDK's rules for endpoints (all partitions, access points, Outposts, accelerators) and
 * unpacks them when the first request looks for its endpoint: 17 KB less in the ingest bundle, half a millisecond once.
 */
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

export const leanEndpoints: Plugin = {
  name: 'lean-endpoints',
  setup: ({ onLoad }) => {
    onLoad({ filter: RULES }, async ({ path }) => {
      const { bdd }: { readonly bdd: Rules } = await import(pathToFileURL(path).href);
      return { contents: withRules(bdd) };
    });
    onLoad({ filter: PARTITIONS }, async ({ path }) => {
      const { partitionsInfo }: { readonly partitionsInfo: object } = await import(pathToFileURL(path).href);
      return { contents: withPartitions(partitionsInfo) };
    });
  },
};

/** A decision diagram, as a client's endpoint resolver walks it. */
interface Rules {
  readonly nodes: Int32Array;
  readonly root: number;
  readonly conditions: readonly unknown[];
  readonly results: readonly unknown[];
}

const RULES = /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]endpoint[\\/]bdd\.js$/;

const withRules = ({ nodes, root, conditions, results }: Rules): string => {
  const rules = JSON.stringify({ nodes: [...nodes], conditions, results });
  return `
import { brotliDecompressSync } from 'node:zlib';
const packed = '${brotliCompressSync(rules).toString('base64')}';
let unpacked;
const rules = () => (unpacked ??= JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString()));
export const bdd = {
  root: ${root},
  get nodes() { return rules().nodes; },
  get conditions() { return rules().conditions; },
  get results() { return rules().results; },
};
`;
};

/** The regions of every partition, which the rules look up. */
const PARTITIONS =
  /[\\/]@aws-sdk[\\/]core[\\/]dist-es[\\/]submodules[\\/]client[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/;

const withPartitions = (info: object): string => `
import { brotliDecompressSync } from 'node:zlib';
const packed = '${brotliCompressSync(JSON.stringify(info)).toString('base64')}';
let unpacked;
const info = () => (unpacked ??= JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString()));
export const partitionsInfo = { get partitions() { return info().partitions; }, get version() { return info().version; } };
`;
