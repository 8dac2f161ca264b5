/** Runs a writing process, kills it with SIGKILL in the middle of its work, and gives back what it had acknowledged. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * @param script a program that prints one line per acknowledged write and never ends. It prints with `writeSync`: what `process.stdout`
 * holds back while the reader is busy is lost with the process, and looks as if it had not been acknowledged.
 * @param acknowledgements how many to wait for before the kill
 */
export const killWhileWriting = async (
  script: string,
  args: readonly string[],
  acknowledgements: number,
): Promise<readonly string[]> => {
  const writer = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const exited = once(writer, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    lines.push(line);
    if (lines.length === acknowledgements) writer.kill('SIGKILL');
  }
  const [, signal] = await exited;
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself after ${lines.length} acknowledgements`);
  return lines;
};
