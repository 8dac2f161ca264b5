/** Cuts what a function writes into lines, and finds the markers that end an invocation's output. */
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { endMarker } from './messages.ts';

export interface OutputLines {
  /** Resolves when the stream has shown the end marker of this invocation, or has ended. */
  readonly ended: (requestId: string) => Promise<void>;
}

/**
 * Passes on every line. Only line feeds end a line: a carriage return keeps the lines of one log message together.
 */
export const readLines = (stream: Readable, onLine: (line: string) => void): OutputLines => {
  const decoder = new StringDecoder('utf8');
  const seen = new Set<string>();
  const waiting = new Map<string, () => void>();
  let rest = '';
  let isOver = false;

  const take = (line: string): void => {
    if (!line.startsWith('\u0000end ')) {
      onLine(line);
      return;
    }
    const resolve = waiting.get(line);
    if (resolve === undefined) seen.add(line);
    else resolve();
  };
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  stream.on('close', () => {
    isOver = true;
    if (rest !== '') take(rest);
    for (const resolve of waiting.values()) resolve();
  });
  return {
    ended: (requestId) => {
      const marker = endMarker(requestId);
      if (seen.delete(marker) || isOver) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.set(marker, () => {
          waiting.delete(marker);
          resolve();
        });
      });
    },
  };
};
