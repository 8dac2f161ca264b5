/** CloudWatch Logs on a laptop: one file per log group, one JSON object per line. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface LogFiles {
  /** Appends one log event; it is in the file when this returns. */
  readonly append: (group: string, message: string) => void;
  /** The file of a group, whether it exists yet or not. */
  readonly pathOf: (group: string) => string;
  readonly close: () => void;
}

/** A file that grows beyond this is put aside as `….old.log`, in place of the one put aside before. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** `/aws/lambda/name` → `aws/lambda/name.log`; a group's name cannot lead out of the folder. */
const fileName = (group: string): string =>
  `${group
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')}.log`;

export const openLogFiles = (folder: string, clock: () => number): LogFiles => {
  const open = new Map<string, { readonly descriptor: number; bytes: number }>();
  const pathOf = (group: string): string => join(folder, fileName(group));

  const fileOf = (group: string): { readonly descriptor: number; bytes: number } => {
    const known = open.get(group);
    if (known !== undefined && known.bytes < MAX_FILE_BYTES) return known;
    const path = pathOf(group);
    if (known !== undefined) closeSync(known.descriptor);
    if (existsSync(path) && statSync(path).size >= MAX_FILE_BYTES) renameSync(path, path.replace(/\.log$/, '.old.log'));
    mkdirSync(dirname(path), { recursive: true });
    const file = { descriptor: openSync(path, 'a'), bytes: existsSync(path) ? statSync(path).size : 0 };
    open.set(group, file);
    return file;
  };

  return {
    append: (group, message) => {
      const file = fileOf(group);
      file.bytes += writeSync(file.descriptor, `${JSON.stringify({ timestamp: clock(), message })}\n`);
    },
    pathOf,
    close: () => {
      for (const { descriptor } of open.values()) closeSync(descriptor);
      open.clear();
    },
  };
};
