/** What docs/benchmarks.md shows as drawings, from the figures of bench/results. */
import type { Bar, Figure } from '../figures/figure.ts';
import { drawStackedBars, type StackedBar } from './stacked-bars.ts';

interface Measured {
  readonly figures: readonly Figure[];
  readonly bars?: readonly Bar[];
}

const BATCHES: readonly (readonly [batch: number, label: string])[] = [
  [1, 'one by one'],
  [10, 'in tens'],
  [100, 'in hundreds'],
];
/** What is less is not to be seen. */
const HALF_A_CENT = 0.005;
const SERVICES = ['API Gateway', 'Lambda', 'DynamoDB', 'S3', 'CloudWatch', 'Other'];

const figureOf = ({ figures }: Measured, name: string): number | undefined =>
  figures.find((figure) => figure.name === name)?.value;

/** What a million interactions cost by batch and service, with the bars they are held to. */
export const drawBill = (cost: Measured): string =>
  drawStackedBars({
    title: 'Dollars a month for a million interactions, by the size of batches and the service of AWS',
    show: (usd) => `$${usd.toFixed(2)}`,
    bars: BATCHES.map(([batch, label]): StackedBar => {
      const limit = cost.bars?.find(({ name }) =>
        name.startsWith(`a million interactions at batches of ${batch},`),
      )?.most;
      return {
        label,
        parts: SERVICES.map((name) => ({ name, value: figureOf(cost, `batch ${batch}: ${name} in all`) ?? 0 })).filter(
          ({ value }) => value >= HALF_A_CENT,
        ),
        ...(limit === undefined ? {} : { limit }),
      };
    }),
  });

/** Steps with names of their own in the drawing; what is left of the handler's time are the others, and what lies between them. */
const STEPS: readonly (readonly [figure: string, name: string])[] = [
  ['redact', 'redact'],
  ['assess', 'assess'],
  ['compress payloads into a pack', 'compress'],
  ['seal documents', 'seal'],
  ['rows with their facts', 'rows'],
  ['decode and validate', 'decode'],
];

/** Where the handler's time goes at batches of 100 chats, and of 10 agents' calls. */
export const drawPath = (steps: Measured): string => {
  const barOf = (label: string, prefix: string, handler: string): StackedBar => {
    const whole = figureOf(steps, `${prefix}${handler}`) ?? 0;
    const parts = STEPS.map(([figure, name]) => ({ name, value: figureOf(steps, `${prefix}${figure}`) ?? 0 }));
    const known = parts.reduce((sum, { value }) => sum + value, 0);
    return { label, parts: [...parts, { name: 'the rest', value: Math.max(0, whole - known) }] };
  };
  return drawStackedBars({
    title: 'Microseconds of processor that an interaction takes in the ingest handler, by step',
    show: (us) => `${us.toFixed(0)} µs`,
    bars: [
      barOf('chat, 4.6 KB', '', 'the whole handler, batches of 100'),
      barOf('agent, 20 KB', 'agents: ', 'the whole handler, batches of 10'),
    ],
  });
};
