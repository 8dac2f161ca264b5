/** Collects refusals while the parts are made, so that start can name all of them. */
import type { Refusal } from '../template/refusal.ts';

interface Named {
  readonly stack: string;
  readonly logicalId: string;
}

export interface Refuse {
  readonly add: (resource: Named, property: string, reason: string) => void;
  readonly addAll: (refusals: readonly Refusal[]) => void;
  /** Makes something, or refuses the resource with the message of what was thrown; a list of one or none. */
  readonly unless: <Made>(resource: Named, property: string, make: () => Made) => readonly Made[];
  readonly all: () => readonly Refusal[];
}

export const createRefuse = (): Refuse => {
  const refusals: Refusal[] = [];
  const add: Refuse['add'] = ({ stack, logicalId }, property, reason) => {
    refusals.push({ stack, logicalId, property, reason });
  };
  return {
    add,
    addAll: (more) => refusals.push(...more),
    unless: (resource, property, make) => {
      try {
        return [make()];
      } catch (error) {
        add(resource, property, (error as Error).message);
        return [];
      }
    },
    all: () => refusals,
  };
};
