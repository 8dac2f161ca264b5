/**
 * What calls cost by the providers' price lists: each case names the page where its price is published, the price in dollars
 * per million tokens, the cost worked out from it by hand in nano-dollars, and how its price is known, as not every page could
 * be read: a wrong price that is widely repeated would pass a case that rests on tables only.
 */
import type { Usage } from '../../../../src/domain/call/usage.ts';

/**
 * How a price is known. `page`: the provider's own page was read, in a copy kept by a search index, in November 2026. `transcript`: a
 * third party's transcription of that page, or a sum in the provider's forum, was read. `tables`: the two price lists that our
 * table is compiled from agree on it, and the page was not read.
 */
export type Basis = 'page' | 'transcript' | 'tables';

export interface GoldenCase {
  readonly provider: string;
  readonly model: string;
  readonly serviceTier?: string;
  /** When the call began; 21 November 2026, noon, where absent. */
  readonly at?: string;
  readonly usage: Usage;
  /** Dollars per million tokens of each part of the usage. */
  readonly published: string;
  readonly source: string;
  readonly basis: Basis;
  readonly nanoUsd: number;
}
