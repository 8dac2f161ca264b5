/**
 * An esbuild plugin that puts folders of the domain (`rooms`) into files beside the bundle, read when one of their functions is first
 * called through a module that leads into them (a `door`): parsing code is the largest part of a cold start. The dialects of
 * OpenTelemetry and Langfuse wait for the first request that speaks one, and what writes reports for somebody who reads one; the
 * assessors are read while the function's secret is on its way. What a room imports from elsewhere the bundle hands to it, so that
 * there is one of each module: an error of one copy would not be an instance of the other's class.
 */
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type Assets, loadAsset } from './assets.ts';
import { BUILD } from './build-options.ts';

interface Rooms {
  readonly folders: readonly string[];
  /** The modules through which the rest reaches anything large, with the functions they export; another fails the build. */
  readonly doors: Readonly<Record<string, readonly string[]>>;
}

const ROOMS: Readonly<Record<string, Rooms>> = {
  dialects: {
    folders: ['src/domain/otlp', 'src/domain/langfuse'],
    doors: {
      'src/domain/otlp/decode-request.ts': ['decodeRequest'],
      'src/domain/langfuse/decode-batch.ts': ['decodeBatch'],
      'src/domain/langfuse/score.ts': ['readScore'],
    },
  },
  assessors: {
    folders: ['src/domain/assess'],
    doors: { 'src/domain/assess/assess.ts': ['createAssessor', 'prepareAssessors'] },
  },
  reports: {
    folders: ['src/domain/summarise/report'],
    doors: {
      'src/domain/summarise/report/business.ts': ['businessSections'],
      'src/domain/summarise/report/engineering.ts': ['engineeringSections'],
      'src/domain/summarise/report/highlights.ts': ['highlightsOf'],
      'src/domain/summarise/report/html.ts': ['toHtml'],
      'src/domain/summarise/report/markdown.ts': ['toMarkdown'],
    },
  },
};

const LOADER = 'lazy-rooms';

export const lazyRooms = (assets: Assets): Plugin => ({
  name: LOADER,
  setup: ({ initialOptions, onResolve, onLoad }) => {
    const { absWorkingDir = process.cwd() } = initialOptions;
    const doors = new Map(
      Object.entries(ROOMS).flatMap(([name, rooms]) =>
        Object.entries(rooms.doors).map(([file, opens]) => [join(absWorkingDir, file), { name, opens }] as const),
      ),
    );
    onLoad({ filter: /[\\/]src[\\/]domain[\\/].+\.ts$/ }, ({ path }) => {
      const door = doors.get(path);
      return door && { contents: doorOf(door.name, door.opens) };
    });
    onResolve({ filter: /^lazy-rooms:/ }, ({ path }) => ({ path: path.slice(LOADER.length + 1), namespace: LOADER }));
    onLoad({ filter: /./, namespace: LOADER }, async ({ path: name }) => {
      const { code, handed } = await roomsAsModule(ROOMS[name]!, absWorkingDir);
      assets.declare(`${LOADER}:${name}`, `${name}.js`, code);
      return { contents: loaderOf(name, handed), resolveDir: absWorkingDir };
    });
  },
});

const doorOf = (name: string, opens: readonly string[]): string =>
  [
    `import { enter } from '${LOADER}:${name}';`,
    ...opens.map((opened) => `export const ${opened} = (...given) => enter().${opened}(...given);`),
  ].join('\n');

/** The function that reads the file, once, and hands it the modules it shares with the bundle. */
const loaderOf = (name: string, handed: readonly string[]): string => `
${handed.map((path, at) => `import * as shared${at} from ${JSON.stringify(`./${path}`)};`).join('\n')}
let entered;
export const enter = () =>
  (entered ??= ${loadAsset(`${name}.js`)}([${handed.map((_, at) => `shared${at}`).join(', ')}]));
`;

/** Rooms as a CommonJS module: a function from the shared modules to what the doors export. */
const roomsAsModule = async (
  { folders, doors }: Rooms,
  project: string,
): Promise<{ readonly code: Uint8Array; readonly handed: readonly string[] }> => {
  const inside = folders.map((folder) => join(project, folder) + sep);
  const found = new Set<string>();
  const { outputFiles } = await build({
    absWorkingDir: project,
    stdin: {
      contents: Object.entries(doors)
        .map(([file, opens]) => `export { ${opens.join(', ')} } from './${file}';`)
        .join('\n'),
      resolveDir: project,
    },
    plugins: [
      {
        name: 'handed',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^\.\.?[\\/]/ }, ({ path, resolveDir }) => {
            const module = join(resolveDir, path);
            if (inside.some((folder) => module.startsWith(folder))) return undefined;
            // Within the project: esbuild names things by how often letters occur, also those of where a project lies.
            const within = relative(project, module).replaceAll(sep, '/');
            found.add(within);
            return { path: within, namespace: 'handed' };
          });
          onLoad({ filter: /./, namespace: 'handed' }, ({ path }) => ({
            contents: `module.exports = handed[${JSON.stringify(path)}];`,
          }));
        },
      },
    ],
    ...BUILD,
    write: false,
  });
  // Modules are met in an order that changes, and bundles are named by their content.
  const handed = [...found].sort();
  const code = handed.reduce(
    (text, path, at) => text.replaceAll(`handed[${JSON.stringify(path)}]`, `handed[${at}]`),
    outputFiles[0]!.text,
  );
  return { code: Buffer.from(`module.exports=handed=>{const module={};${code}return module.exports};\n`), handed };
};
