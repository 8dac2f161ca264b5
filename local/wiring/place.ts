/** The account and Region that the assembly is run in. */
import type { SynthesizedStack } from '../template/assembly.ts';

export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** For stacks that do not say where they belong. The account is one that AWS never gives out. */
const ANYWHERE: Place = { accountId: '000000000000', region: 'eu-west-1' };

/**
 * Where all stacks are run together.
 * @throws when two stacks name different accounts or Regions: one gateway stands for one account in one Region
 */
export const placeOf = (stacks: readonly SynthesizedStack[]): Place => {
  const only = (what: string, values: readonly (string | undefined)[], fallback: string): string => {
    const named = [...new Set(values.filter((value) => value !== undefined))];
    if (named.length > 1) throw new Error(`the stacks name several ${what} (${named.join(', ')}); one can be run here`);
    return named[0] ?? fallback;
  };
  return {
    accountId: only(
      'accounts',
      stacks.map(({ accountId }) => accountId),
      ANYWHERE.accountId,
    ),
    region: only(
      'Regions',
      stacks.map(({ region }) => region),
      ANYWHERE.region,
    ),
  };
};
