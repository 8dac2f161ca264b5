/** Just enough XML for the AWS protocols that speak it (S3, SNS): writes elements, reads a request's document. */

/** One element as read: its name, its text when it has no children, and its children in order. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
  // A bare carriage return would come back as a line feed.
  '\r': '&#13;',
};

const escapeXml = (text: string): string => text.replace(/[<>&"'\r]/g, (character) => ESCAPES[character]!);

/** `element('Key', 'a<b')`: text is escaped; an array is taken as already written elements. */
export const element = (name: string, content: string | number | boolean | readonly string[]): string =>
  `<${name}>${Array.isArray(content) ? content.join('') : escapeXml(String(content))}</${name}>`;

/** A whole document whose root carries the namespace its service uses. */
export const xmlDocument = (root: string, namespace: string, children: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${children.join('')}</${root}>`;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescapeXml = (text: string): string =>
  text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d+)|#x([0-9a-f]+));/gi, (_, name, decimal, hex) =>
    name === undefined
      ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal))
      : ENTITIES[name]!,
  );

/**
 * Reads a document of elements and text, as the SDKs send it; attributes, comments and declarations are skipped.
 * @throws Error when tags do not match; CDATA and DOCTYPE are refused, as S3 does
 */
export const parseXml = (source: string): XmlElement => {
  const root: { children: XmlElement[] } = { children: [] };
  const open: { name: string; text: string; children: XmlElement[] }[] = [];
  let end = 0;
  for (const match of source.matchAll(/<([?!/]?)([^\s<>/]*)[^<>]*?(\/?)>/g)) {
    const [tag, sort, name = '', empty] = match;
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += source.slice(end, match.index);
    end = match.index + tag.length;
    if (sort === '!' && !name.startsWith('--')) throw new Error('CDATA and DOCTYPE are not accepted');
    if (sort === '?' || sort === '!') continue;
    if (sort === '/') {
      const closed = open.pop();
      if (closed?.name !== name) throw new Error(`unexpected </${name}>`);
      const done = {
        name,
        text: closed.children.length > 0 ? '' : unescapeXml(closed.text),
        children: closed.children,
      };
      (open.at(-1) ?? root).children.push(done);
    } else if (empty === '/') {
      (parent ?? root).children.push({ name, text: '', children: [] });
    } else {
      open.push({ name, text: '', children: [] });
    }
  }
  const [document] = root.children;
  if (open.length > 0 || document === undefined || root.children.length !== 1) throw new Error('not one XML document');
  return document;
};

/** The children of that name. */
export const childrenNamed = (parent: XmlElement, name: string): readonly XmlElement[] =>
  parent.children.filter((child) => child.name === name);

/** The text of the first child of that name. */
export const childText = (parent: XmlElement, name: string): string | undefined => childrenNamed(parent, name)[0]?.text;
