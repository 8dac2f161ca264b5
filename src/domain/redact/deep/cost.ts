/**
 * What a detection costs: $0.0001 for each begun hundred characters, and three of these at least for each request.
 * @see https://aws.amazon.com/comprehend/pricing/
 */
import type { NanoUsd } from '../../call/units.ts';

const CHARACTERS_OF_A_UNIT = 100;
const LEAST_UNITS = 3;
const NANO_USD_OF_A_UNIT: NanoUsd = 100_000;

export const costOfDetection = (characters: number): NanoUsd =>
  Math.max(LEAST_UNITS, Math.ceil(characters / CHARACTERS_OF_A_UNIT)) * NANO_USD_OF_A_UNIT;
