/** Answers as a person reads them in a terminal: lists as tables, traces as waterfalls. */

/** A line of an answer, as it comes. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every route, as they come.
export type Row = Readonly<Record<string, any>>;

/** Calls as a table. */
export const table = (interactions: readonly Row[]): string =>
  interactions.length === 0
    ? '   none'
    : interactions
        .map(({ timestamp, model, name, status, http_status, latency_ms, cost, user_id }) =>
          [
            `   ${String(timestamp).slice(11, 19)}`,
            String(model ?? name).padEnd(24),
            (status === 'ok' ? 'ok' : `error${http_status ? ` ${http_status}` : ''}`).padEnd(10),
            `${Math.round(latency_ms)} ms`.padStart(8),
            (cost?.usd === undefined ? 'unpriced' : `$${cost.usd.toFixed(6)}`).padStart(11),
            user_id === undefined ? '' : `  ${user_id.slice(0, 8)}…`,
          ].join(' '),
        )
        .join('\n');

/** Letters of a bar. */
const WIDTH = 32;

/** A trace as a waterfall: each step under the one that it is part of, with a bar for when and how long. */
export const waterfall = (spans: readonly Row[], totals: Row): string => {
  const end = Math.max(...spans.map(({ offset_ms, latency_ms = 0 }) => offset_ms + latency_ms), 1);
  const column = (ms: number): number => Math.round((ms / end) * WIDTH);
  const lines = spans.map(({ depth, name, offset_ms, latency_ms = 0, status, cost }) => {
    const from = Math.min(column(offset_ms), WIDTH - 1);
    const length = Math.min(Math.max(1, column(offset_ms + latency_ms) - from), WIDTH - from);
    const bar = `${' '.repeat(from)}${'█'.repeat(length)}`.padEnd(WIDTH);
    const price = cost?.usd === undefined ? '' : `  $${cost.usd.toFixed(6)}`;
    const label = `${'  '.repeat(depth)}${name}`.padEnd(44);
    return `   ${label}${bar} ${String(Math.round(latency_ms)).padStart(5)} ms${price}${status === 'ok' ? '' : '  error'}`;
  });
  const { interactions, input_tokens, output_tokens, cost_usd } = totals;
  return [
    ...lines,
    `   ${interactions} model calls, ${input_tokens} tokens in and ${output_tokens} out, $${cost_usd.toFixed(6)}`,
  ].join('\n');
};
