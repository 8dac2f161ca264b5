/** Writes to the function's standard output, from which CloudWatch takes log lines and embedded metrics. */

/** Writes one line, newline included. Not through `console`, which Lambda wraps in an envelope that hides embedded metrics. */
export const writeLine = (line: string): void => {
  process.stdout.write(line);
};
