/** Runs one client's app as its makers tell to: a process of its own, configured by its environment. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { FakeProvider } from '../../tools/fake-provider/server.ts';

/** Longest run of an app, milliseconds: all take a second or two, and a busy machine some more. */
const LIMIT_MS = 60_000;

export interface App {
  /** A folder in apps/. */
  readonly folder: string;
  /** What node is called with there; `app.mjs` unless said otherwise. */
  readonly run?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs an app to its end and gives what it printed to the error stream: its complaints about us, if it has any.
 * @throws Error when it fails or takes too long
 */
export const runApp = ({ folder, run = ['app.mjs'], env }: App): Promise<string> =>
  new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, run, {
      cwd: join(import.meta.dirname, 'apps', folder),
      // Nothing of the machine's own: a proxy or an OTEL_… variable would change what is tested.
      env: { PATH, HOME, NODE_NO_WARNINGS: '1', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: LIMIT_MS,
    });
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(complaints);
      else reject(new Error(`the app ${folder} ended with ${signal ?? code}:\n${complaints}`));
    });
  });

/** What every app is told: where its provider is, and for whom it works. */
export const basicsOf = (provider: FakeProvider, user: string, session: string): Readonly<Record<string, string>> => ({
  OPENAI_BASE_URL: provider.baseUrl,
  OPENAI_API_KEY: 'sk-fake',
  APP_USER: user,
  APP_SESSION: session,
  // For busy machines: how long exporters wait for an answer, in milliseconds, and in Langfuse's seconds.
  OTEL_EXPORTER_OTLP_TIMEOUT: '30000',
  OTEL_METRIC_EXPORT_TIMEOUT: '30000',
  LANGFUSE_TIMEOUT: '30',
});
