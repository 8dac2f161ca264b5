/** What machines were doing meanwhile, where apps report it. */
import type { Figures } from '../figures.ts';
import { mean, quantile } from '../sketch.ts';
import type { Table } from './document.ts';

const RESOURCES = [
  ['CPU, %', 'cpuPercent'],
  ['Memory, MB', 'memoryMb'],
  ['GPU, %', 'gpuPercent'],
  ['GPU memory, MB', 'gpuMemoryMb'],
] as const;

/** Use of CPU, memory and GPU reported with calls; undefined when none was. */
export const resourcesTable = (figures: Figures): Table | undefined => {
  const reported = RESOURCES.filter(([, field]) => figures[field].count > 0);
  if (reported.length === 0) return undefined;
  return {
    id: 'resources',
    title: 'Resources reported with calls',
    columns: [
      { id: 'resource', label: 'Resource', unit: 'name' },
      { id: 'mean', label: 'Mean', unit: 'number' },
      { id: 'p95', label: 'p95', unit: 'number' },
      { id: 'max', label: 'Most', unit: 'number' },
    ],
    rows: reported.map(([label, field]) => [
      label,
      mean(figures[field]) ?? null,
      quantile(figures[field], 0.95) ?? null,
      figures[field].max,
    ]),
  };
};
