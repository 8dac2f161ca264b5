/** Replaces the part of a page that a tool writes: what stands between `<!-- name -->` and `<!-- /name -->`. */

/** The page with the part replaced. Throws where the markers are missing, or stand twice: a part of the page is then lost or stale. */
export const replaceBetween = (page: string, name: string, text: string): string => {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = page.indexOf(open);
  const end = page.indexOf(close);
  if (start < 0 || end < start) throw new Error(`the page has no part between ${open} and ${close}; add the markers`);
  if (page.lastIndexOf(open) !== start || page.lastIndexOf(close) !== end) {
    throw new Error(`the page has ${open} or ${close} twice; leave one of each`);
  }
  return `${page.slice(0, start + open.length)}\n${text}\n${page.slice(end)}`;
};
