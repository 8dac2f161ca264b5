/** What the runner and an execution environment say to each other over the child process's IPC channel. */

/** Runner → environment: run the handler once. */
export interface InvokeMessage {
  readonly requestId: string;
  /** JSON text; parsed in the environment, as the Lambda runtime does. */
  readonly event: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly functionArn: string;
  /** How far the runner's clock is ahead of the machine's: other than 0 only where a test has injected one. */
  readonly clockOffsetMs: number;
}

/** The variable that tells a starting environment the same; the bootstrap removes it before the function is loaded. */
export const CLOCK_OFFSET_VARIABLE = 'LOCAL_CLOCK_OFFSET_MS';

/** How Lambda writes an error: the payload of a failed invocation. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** Environment → runner. */
export type EnvironmentMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-failed'; readonly error: FunctionError }
  | {
      readonly kind: 'result';
      readonly requestId: string;
      readonly payload: string;
      readonly memoryBytes: number;
      /** Processor time that the invocation took of its process, in milliseconds: the same however busy the machine is. */
      readonly processorMs: number;
    }
  | {
      /** `crashed`: the process ends after this answer. */
      readonly kind: 'error' | 'crashed';
      readonly requestId: string;
      readonly error: FunctionError;
      readonly memoryBytes: number;
    };

/**
 * The line with which an environment ends its output of one invocation, on both streams. The answer travels on another
 * channel and could overtake the last log lines; with the marker, whoever gets an answer knows its logs are written.
 */
export const endMarker = (requestId: string): string => `\u0000end ${requestId}`;
