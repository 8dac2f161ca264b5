/** A world whose jobs erase, as deployed. */
import type { Keyed } from '../../../src/domain/call/keyed.ts';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';
import { createErase } from '../../../src/pipelines/jobs/kinds/erase.ts';
import type { Stores } from '../../adapters/stores.ts';
import { createWorld, LATER } from './world.ts';

export const createErasingWorld = (stores: Stores, keyed: Keyed): ReturnType<typeof createWorld> => {
  const redactor = createRedactor(DEFAULT_POLICY);
  return createWorld(stores, () => [
    createErase({
      erasing: stores.erasing,
      calls: stores.calls,
      keyed,
      stepsOf: async () => ({ redactor }),
      clock: () => LATER,
    }),
  ]);
};
