/** Replaces the part of a page that a tool writes: what stands between `<!-- name -->` and `<!-- /name -->`. */

/** The page with the part replaced. Throws when the markers are missing. */
export const replaceBetween = (page: string, name: string, text: string): string => {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = page.indexOf(open);
  const end = page.indexOf(close);
  if (start < 0 || end < start) throw new Error(`the page has no part between ${open} and ${close}; add the markers`);
  return `${page.slice(0, start + open.length)}\n${text}\n${page.slice(end)}`;
};
