/** Finds what looks like personal data by its shape alone. */

export interface PiiEntity {
  readonly Type: string;
  readonly Score: number;
  /** In code points, as the real service counts. */
  readonly BeginOffset: number;
  readonly EndOffset: number;
}

/** Two or three capitalised words, each bounded, so that no text is slow. */
const SHAPES: readonly (readonly [type: string, shape: RegExp])[] = [
  ['EMAIL', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g],
  ['SSN', /\b\d{3}-\d{2}-\d{4}\b/g],
  ['NAME', /\b\p{Lu}\p{Ll}{1,30}(?: \p{Lu}\p{Ll}{1,30}){1,2}\b/gu],
];

const SCORE = 0.99;

export const findEntities = (text: string): readonly PiiEntity[] =>
  SHAPES.flatMap(([Type, shape]) =>
    [...text.matchAll(shape)].map(({ 0: found, index }) => {
      const BeginOffset = codePointsIn(text.slice(0, index));
      return { Type, Score: SCORE, BeginOffset, EndOffset: BeginOffset + codePointsIn(found) };
    }),
  ).sort((a, b) => a.BeginOffset - b.BeginOffset);

const codePointsIn = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};
