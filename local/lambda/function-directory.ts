/** Finds functions by all the ways a template names them: name, ARN, version or alias. */
import type { FunctionPool } from './function-pool.ts';

export interface FunctionDirectory {
  readonly all: readonly FunctionPool[];
  /** The function behind a name or (qualified) ARN; undefined when there is none. */
  readonly find: (reference: string) => FunctionPool | undefined;
}

/** `arn:aws:lambda:region:account:function:name[:qualifier]`, or a name with an optional qualifier. */
const nameIn = (reference: string): string =>
  reference.startsWith('arn:') ? (reference.split(':')[6] ?? '') : reference.split(':')[0]!;

export const functionDirectory = (pools: readonly FunctionPool[]): FunctionDirectory => {
  const byName = new Map(pools.map((pool) => [pool.settings.name, pool]));
  return { all: pools, find: (reference) => byName.get(nameIn(reference)) };
};
