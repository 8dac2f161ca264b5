/**
 * Counts what a workload uses of AWS, as AWS would bill it: requests, units, bytes and milliseconds, no prices. It watches the
 * local run from outside (`startLocal({ observers })`), so what it counts is what the deployed handlers really ask for.
 */
import type { ObservedCall } from '../gateway/gateway.ts';
import type { Observers } from '../observers.ts';

/** What one function used. */
export interface FunctionUsage {
  readonly memoryMb: number;
  /** Milliseconds of each warm invocation, as its processor counts them where it came to a result, and of each start. */
  readonly durationsMs: number[];
  readonly startsMs: number[];
}

export interface LogUsage {
  lines: number;
  /** With the 26 bytes that CloudWatch adds to each event. */
  bytes: number;
}

/** What has been used since the ledger was opened; plain sums, so two readings can be subtracted. */
export interface Usage {
  /** Requests to the API in units of 512 KB, as HTTP APIs are metered. */
  apiUnits: number;
  readonly functions: Map<string, FunctionUsage>;
  /** Requests by service and operation: `dynamodb PutItem`. */
  readonly requests: Map<string, number>;
  /** Write and read units by table or index. */
  readonly writeUnits: Map<string, number>;
  readonly readUnits: Map<string, number>;
  /** Bytes of the bodies of requests, by service and operation. */
  readonly requestBytes: Map<string, number>;
  readonly logs: Map<string, LogUsage>;
  /** Custom metrics, each a name with its dimensions, published by logs or requests. */
  readonly metrics: Set<string>;
}

/**
 * An HTTP API counts a request again for every 512 KB.
 * @see https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html
 */
const API_UNIT_BYTES = 512 * 1024;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const LOG_EVENT_BYTES = 26;

const emptyUsage = (): Usage => ({
  apiUnits: 0,
  functions: new Map(),
  requests: new Map(),
  writeUnits: new Map(),
  readUnits: new Map(),
  requestBytes: new Map(),
  logs: new Map(),
  metrics: new Set(),
});

export interface Ledger {
  readonly observers: Observers;
  /** What was used since the last time it was asked, and from then on again from zero. */
  readonly take: () => Usage;
}

export const createLedger = (): Ledger => {
  let usage = emptyUsage();
  return {
    observers: {
      onCall: (call) => countCall(usage, call),
      onRequest: ({ requestLength, responseLength }) => {
        usage.apiUnits += Math.max(1, Math.ceil(Math.max(requestLength, responseLength) / API_UNIT_BYTES));
      },
      onInvocation: ({ functionName, memoryMb, durationMs, processorMs = durationMs, initMs }) => {
        const held = usage.functions.get(functionName) ?? { memoryMb, durationsMs: [], startsMs: [] };
        usage.functions.set(functionName, held);
        // The first invocation of an environment waits for code to be compiled: it is no example of the others.
        if (initMs === undefined) held.durationsMs.push(processorMs);
        else held.startsMs.push(initMs + durationMs);
      },
      onLog: (group, line) => {
        const held = usage.logs.get(group) ?? { lines: 0, bytes: 0 };
        usage.logs.set(group, held);
        held.lines += 1;
        held.bytes += Buffer.byteLength(line) + LOG_EVENT_BYTES;
        for (const metric of metricsOf(line)) usage.metrics.add(metric);
      },
    },
    take: () => {
      const taken = usage;
      usage = emptyUsage();
      return taken;
    },
  };
};

const add = (sums: Map<string, number>, name: string, amount: number): void => {
  if (amount !== 0) sums.set(name, (sums.get(name) ?? 0) + amount);
};

const countCall = (usage: Usage, { service, operation, requestBytes, headers, role }: ObservedCall): void => {
  // AWS polls queues at a pace of its own, which a price list knows and a laptop does not.
  if (role === 'lambda.amazonaws.com' || operation === 'ReceiveMessage' || operation === 'GetQueueAttributes') return;
  const name = `${service} ${operation}`;
  add(usage.requests, name, 1);
  add(usage.requestBytes, name, requestBytes);
  const capacity = headers['x-local-capacity'];
  if (capacity === undefined) return;
  const charges: Readonly<Record<string, { readonly read: number; readonly write: number }>> = JSON.parse(capacity);
  for (const [table, { read, write }] of Object.entries(charges)) {
    add(usage.writeUnits, table, write);
    add(usage.readUnits, table, read);
  }
};

interface EmbeddedMetrics {
  readonly _aws?: {
    readonly CloudWatchMetrics?: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

/** The custom metrics that a log line publishes, each once for every set of dimensions. */
const metricsOf = (line: string): readonly string[] => {
  if (!line.includes('"CloudWatchMetrics"')) return [];
  const fields = JSON.parse(line) as EmbeddedMetrics & Readonly<Record<string, unknown>>;
  return (fields._aws?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const values = names.map((name) => `${name}=${String(fields[name])}`).join(',');
      return Metrics.map(({ Name }) => `${Namespace}/${Name}{${values}}`);
    }),
  );
};
