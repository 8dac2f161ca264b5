/** What a job `reprice` did or would do, as a table by day and model. */

/** A job as the API shows it. */
export interface RepriceJob {
  readonly job_id: string;
  readonly state: string;
  readonly progress: number;
  readonly dry_run: boolean;
  readonly from: string;
  readonly to: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly error_type?: string;
}

const usd = (nano = 0): string => {
  const dollars = nano / 1e9;
  return dollars !== 0 && Math.abs(dollars) < 0.01 ? `$${dollars.toFixed(6)}` : `$${dollars.toFixed(2)}`;
};

/** The report, a text of some lines. */
export const repriceReport = ({ state, dry_run: dryRun, from, to, counts, error_type: error }: RepriceJob): string => {
  const rows = Object.entries(counts)
    .filter(([name]) => name.endsWith('|calls'))
    .map(([name, calls]) => {
      const group = name.slice(0, -'|calls'.length);
      const [day = '', ...model] = group.split('|');
      return [
        day,
        model.join('|'),
        String(calls),
        usd(counts[`${group}|nano_usd_before`]),
        usd(counts[`${group}|nano_usd_after`]),
      ];
    })
    .sort(([dayA = '', modelA = ''], [dayB = '', modelB = '']) =>
      dayA === dayB ? (modelA < modelB ? -1 : 1) : dayA < dayB ? -1 : 1,
    );
  const { repriced = 0, fragments = 0, newly_priced: priced = 0, newly_unpriced: lost = 0 } = counts;
  const { client_stated: stated = 0, nano_usd_before: before = 0, nano_usd_after: after = 0 } = counts;
  const would = dryRun ? 'would change' : 'changed';
  return [
    `${from} to ${to}: ${fragments} stored parts of calls looked at`,
    ...(rows.length === 0 ? [] : ['', ...table([['when', 'model', 'calls', 'cost before', 'cost after'], ...rows])]),
    '',
    `${repriced} calls ${would}: ${usd(before)} → ${usd(after)}` +
      `; ${priced} had no price, ${lost} lose theirs, ${stated} stated by clients stay`,
    ...(state === 'done' ? [] : [`The job ended as ${state}${error === undefined ? '' : ` (${error})`}.`]),
    ...(dryRun && repriced > 0
      ? ['Nothing was changed; add --apply to change it. Summaries follow within the hour.']
      : []),
  ].join('\n');
};

const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
};
