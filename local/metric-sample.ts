/** One value of a metric that AWS itself would publish: by Lambda, API Gateway, the scheduler. */
export interface MetricSample {
  /** `AWS/Lambda`, `AWS/ApiGateway`… */
  readonly namespace: string;
  readonly name: string;
  readonly value: number;
  /** CloudWatch's unit: `Count`, `Milliseconds`, `Bytes`. */
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
}
