/** What machines report of themselves, apart from calls: the same metrics that calls carry their figures to. */
import { type BoundedNames, boundedName } from './bounded-names.ts';
import { type Measured, writeLines } from './emf.ts';
import type { MeasureSettings } from './measure.ts';

/** One reading of a machine's figure, in percent or in megabytes. */
export interface ResourceReading {
  readonly figure: 'cpuPercent' | 'memoryMb' | 'gpuPercent' | 'gpuMemoryMb';
  readonly value: number;
  /** Raw: it only chooses among the listed names. */
  readonly environment?: string;
}

/** Lines for the readings of one request: one for the totals, and one for each listed environment in it. */
export const measureResources = (
  readings: readonly ResourceReading[],
  settings: MeasureSettings,
): readonly string[] => {
  const groups = [...byEnvironment(readings, settings.environments)];
  const totals = writeLines({ ...settings, names: {}, directives: [{ dimensions: [[]], measured: tally(readings) }] });
  const apart = groups.flatMap(([name, group]) =>
    writeLines({
      ...settings,
      names: { Environment: name },
      directives: [{ dimensions: [['Environment']], measured: tally(group) }],
    }),
  );
  return readings.length === 0 ? [] : [...totals, ...apart];
};

const byEnvironment = (readings: readonly ResourceReading[], environments: BoundedNames) =>
  environments.size === 0
    ? []
    : Map.groupBy(readings, ({ environment }) => boundedName(environments, environment)).entries();

const tally = (readings: readonly ResourceReading[]): Measured => {
  const of = (figure: ResourceReading['figure']): readonly number[] =>
    readings.filter((reading) => reading.figure === figure).map(({ value }) => value);
  return {
    CpuUtilization: of('cpuPercent'),
    MemoryUsed: of('memoryMb'),
    GpuUtilization: of('gpuPercent'),
    GpuMemoryUsed: of('gpuMemoryMb'),
  };
};
