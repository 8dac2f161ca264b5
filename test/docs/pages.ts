/** The pages that people read: README, CONTRIBUTING, CHANGELOG and docs/. */
import { globSync, readFileSync } from 'node:fs';

export interface Page {
  /** From the project's root, as `docs/costs.md`. */
  readonly path: string;
  readonly text: string;
}

export const PAGES: readonly Page[] = globSync(['*.md', 'docs/**/*.md'])
  .sort()
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** One page. Throws when there is none of that name. */
export const pageAt = (path: string): string => {
  const page = PAGES.find((one) => one.path === path);
  if (page === undefined) throw new Error(`there is no page ${path}`);
  return page.text;
};
