/** What the runner will not run: one entry per offence, gathered so that start can name all of them at once. */

/** One thing in a template that the local runner does not know, and therefore will not pretend to run. */
export interface Refusal {
  readonly stack: string;
  readonly logicalId: string;
  /** Where in the resource: `Properties.Code.ImageUri`, `Type`, `CreationPolicy`… */
  readonly property: string;
  /** What is wrong and what would be accepted. */
  readonly reason: string;
}

/** Thrown by start with every refusal in its message, so that one run shows everything there is to mend. */
export class AssemblyRefused extends Error {
  override readonly name = 'AssemblyRefused';
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    const lines = refusals.map(
      ({ stack, logicalId, property, reason }) => `  ${stack}/${logicalId} ${property}: ${reason}`,
    );
    super(
      `The local runner refuses this cloud assembly: it holds ${refusals.length} thing(s) that would run differently ` +
        `in AWS than here, or not at all.\n${lines.join('\n')}\n` +
        `Change the app, or teach local/template/types/ what to do with them.`,
    );
    this.refusals = refusals;
  }
}
