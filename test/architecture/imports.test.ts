/** Who may import whom: the table below is the architecture, and this test is what keeps it true. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

/** A room, the rooms of ours it may import (itself always), and the packages it may import. First match wins. */
interface Rule {
  readonly room: RegExp;
  readonly rooms: readonly RegExp[];
  readonly packages: readonly RegExp[];
}

const NODE_PURE = [/^node:(crypto|zlib|buffer|util|assert)/];

const RULES: readonly Rule[] = [
  { room: /^src\/domain\/call\//, rooms: [], packages: NODE_PURE },
  {
    // Gathers what each stage lets a project choose.
    room: /^src\/domain\/settings\//,
    rooms: [/^src\/domain\//],
    packages: [/^valibot$/],
  },
  {
    // Langfuse is a dialect beside those of OpenTelemetry: it writes the same documents, counts and judgements.
    room: /^src\/domain\/langfuse\//,
    rooms: [/^src\/domain\/(call|otlp\/dialects)\//],
    packages: [],
  },
  {
    room: /^src\/domain\/(?<stage>[a-z-]+)\//,
    rooms: [/^src\/domain\/call\//],
    packages: [...NODE_PURE, /^valibot$/, /^libphonenumber-js/, /^re2js/],
  },
  { room: /^src\/pipelines\//, rooms: [/^src\/domain\//], packages: NODE_PURE },
  {
    // How rows say things: no codec knows keys, tables or requests.
    room: /^src\/adapters\/dynamodb\/codecs\//,
    rooms: [/^src\/domain\//, /^src\/adapters\/zstd\.ts$/],
    packages: [/^@aws-sdk\/client-dynamodb$/, /^node:/],
  },
  {
    room: /^src\/adapters\//,
    rooms: [/^src\/domain\//, /^src\/pipelines\/ports\//, /^src\/adapters\/dynamodb\/codecs\//],
    packages: [/^@aws-sdk\//, /^node:/],
  },
  {
    room: /^src\/lambda\//,
    rooms: [/^src\/domain\//, /^src\/pipelines\/ports\//],
    packages: [/^@middy\/core$/, /^node:/],
  },
  { room: /^functions\/[a-z]+\/contract\.ts$/, rooms: [], packages: [] },
  {
    room: /^functions\/[a-z]+\/([a-z]+-)?(handler|answers)\.ts$/,
    rooms: [/^src\/(lambda|pipelines|domain)\//, /^functions\/[a-z]+\/contract\.ts$/],
    packages: [/^@middy\/core$/, /^node:crypto$/],
  },
  {
    room: /^functions\/[a-z]+\/(index|([a-z]+-)?wiring)\.ts$/,
    rooms: [/^src\//, /^functions\//],
    packages: [/^node:crypto$/, /^@aws-sdk\//],
  },
  {
    room: /^lib\//,
    rooms: [/^functions\/[a-z]+\/contract\.ts$/, /^src\/domain\/measure\/(?:catalogue|meanings)\.ts$/],
    packages: [/^aws-cdk-lib/, /^constructs$/, /^cdk-nag$/, /^esbuild$/, /^node:/],
  },
  { room: /^bin\//, rooms: [/^lib\//], packages: [/^aws-cdk-lib/, /^cdk-nag$/, /^node:/] },
  {
    room: /^local\//,
    rooms: [],
    packages: [/^node:/, /^dynalite/, /^croner$/],
  },
  { room: /^(test|tools|bench)\//, rooms: [/./], packages: [/./] },
];

const sources = globSync('{bin,lib,functions,src,local,tools,bench,test}/**/*.ts', {
  exclude: ['**/node_modules'],
}).filter((path) => !path.includes('node_modules'));

const importsOf = (path: string): readonly string[] =>
  [
    ...readFileSync(path, 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
    ),
  ].map((match) => (match[1] ?? match[2] ?? match[3])!);

/** The folder that makes a stage a room of its own: `src/domain/redact`, `functions/ingest`, `local/gateway`… */
const roomOf = (path: string): string => {
  const parts = path.split('/');
  if (parts[0] === 'src' && parts[1] === 'domain') return parts.slice(0, 3).join('/');
  if (parts[0] === 'functions') return parts.slice(0, 2).join('/');
  if (path.startsWith('src/adapters/dynamodb/codecs/')) return parts.slice(0, 4).join('/');
  if (parts[0] === 'src') return parts.slice(0, 2).join('/');
  return parts[0]!;
};

test('every import stays within the rooms its file may open', () => {
  const offences: string[] = [];
  for (const path of sources) {
    const rule = RULES.find(({ room }) => room.test(path));
    if (rule === undefined) {
      offences.push(`${path} is in no room; add one to RULES`);
      continue;
    }
    for (const specifier of importsOf(path)) {
      if (specifier.startsWith('.')) {
        const target = normalize(join(dirname(path), specifier));
        const allowed = roomOf(target) === roomOf(path) || rule.rooms.some((room) => room.test(target));
        if (!allowed) offences.push(`${path} may not import ${target}`);
      } else if (!rule.packages.some((name) => name.test(specifier))) {
        offences.push(`${path} may not import the package ${specifier}`);
      }
    }
  }

  assert.deepEqual(offences, []);
});

test('no two source files import each other in a circle', () => {
  const graph = new Map(
    sources.map((path) => [
      path,
      importsOf(path)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => normalize(join(dirname(path), specifier))),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };

  for (const path of graph.keys()) visit(path, []);

  assert.deepEqual(cycles, []);
});

test('only wiring reads the environment of a process', () => {
  const readers = sources.filter(
    (path) =>
      /^(src|functions|lib)\//.test(path) &&
      !/functions\/[a-z]+\/index\.ts$/.test(path) &&
      /process\.env/.test(readFileSync(path, 'utf8')),
  );

  assert.deepEqual(readers, []);
});

test('no file is named for what it fails to name: utils, helpers, common, shared, manager', () => {
  const vague = sources.filter((path) => /(^|\/)(utils?|helpers?|common|shared|misc|manager)(\.ts|\/)/.test(path));

  assert.deepEqual(vague, []);
});

test('only the redact stage may call a text redacted', () => {
  const casts = sources.filter(
    (path) =>
      path.startsWith('src/') &&
      !/^src\/domain\/redact\//.test(path) &&
      !path.startsWith('src/domain/call/') &&
      /\bas (unknown as )?Redacted\b/.test(readFileSync(path, 'utf8')),
  );

  assert.deepEqual(casts, []);
});
