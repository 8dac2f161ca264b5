/** Texts that say what is personal in them: `call ⟦PHONE:+1 415 555 2671⟧ now`. `⟦?:…⟧` may be found or not. */

/** A stretch of a text and its type; `?` where either way is right. */
export interface MarkedLabel {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const MARK = /⟦([A-Z_]+|\?):([^⟧]*)⟧/g;

/** The text without its marks, and what they say. */
export const readMarked = (marked: string): { readonly text: string; readonly labels: readonly MarkedLabel[] } => {
  let text = '';
  let at = 0;
  const labels: MarkedLabel[] = [];
  for (const match of marked.matchAll(MARK)) {
    const [whole, type, value] = match;
    text += marked.slice(at, match.index);
    labels.push({ type: type!, start: text.length, end: text.length + value!.length });
    text += value;
    at = match.index + whole.length;
  }
  return { text: text + marked.slice(at), labels };
};

/** What redaction should make of a marked text in which no type comes twice. */
export const redactedForm = (marked: string): string => marked.replace(MARK, (_, type: string) => `[${type}]`);
