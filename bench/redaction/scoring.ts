/** Scores findings against labels: a finding is right when type matches and it covers half of the longer of the two. */
import type { Label, Labelled } from './datasets.ts';

/** Counts of one type, from which precision, recall and F1 follow. */
export interface Score {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

/** Out-of-scope labels that a finding of a type may lie on without being wrong: a city is a part of an address. */
const COMPATIBLE: Readonly<Record<string, readonly string[]>> = {
  ADDRESS: ['LOCATION', 'GPE', 'ADDRESS'],
  DATE_OF_BIRTH: ['DATE_TIME'],
  PERSON: ['PREFIX'],
};

const overlap = (a: Label, b: Label): number => Math.min(a.end, b.end) - Math.max(a.start, b.start);

const matches = (a: Label, b: Label): boolean =>
  a.type === b.type && overlap(a, b) >= 0.5 * Math.max(a.end - a.start, b.end - b.start);

/** Scores by type; only `types` count, and `ALL` is their sum. */
export const score = (
  documents: readonly Labelled[],
  find: (text: string) => readonly Label[],
  types: readonly string[],
  onMistake: (kind: 'wrong' | 'missed', label: Label, document: Labelled) => void = () => {},
): ReadonlyMap<string, Score> => {
  const totals = new Map(['ALL', ...types].map((type) => [type, { right: 0, wrong: 0, missed: 0 }]));
  const count = (type: string, field: keyof Score): void => {
    totals.get(type)![field]++;
    totals.get('ALL')![field]++;
  };
  for (const document of documents) {
    const open = new Set(document.labels.filter(({ type }) => types.includes(type)));
    for (const finding of find(document.text)) {
      if (!types.includes(finding.type)) continue;
      const match = [...open].find((label) => matches(finding, label));
      if (match !== undefined) {
        open.delete(match);
        count(finding.type, 'right');
        continue;
      }
      const isExcused = document.labels.some(
        (label) =>
          COMPATIBLE[finding.type]?.includes(label.type) && label.type !== finding.type && overlap(finding, label) > 0,
      );
      if (isExcused) continue;
      count(finding.type, 'wrong');
      onMistake('wrong', finding, document);
    }
    for (const label of open) {
      count(label.type, 'missed');
      onMistake('missed', label, document);
    }
  }
  return totals;
};

/** Harmonic mean of precision and recall, in percent. */
export const f1 = ({ right, wrong, missed }: Score): number => {
  const total = 2 * right + wrong + missed;
  return total === 0 ? 100 : (200 * right) / total;
};

/** Share of findings that are right, in percent. */
export const precision = ({ right, wrong }: Score): number =>
  right + wrong === 0 ? 100 : (100 * right) / (right + wrong);

/** Share of labels that were found, in percent. */
export const recall = ({ right, missed }: Score): number =>
  right + missed === 0 ? 100 : (100 * right) / (right + missed);
