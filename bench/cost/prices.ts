/**
 * What AWS asks for in us-east-1, on demand, in dollars, without any free tier and without tax. The pages named set their figures
 * by script, so these were read from AWS's public price list, as infracost's test data (2026-08-21) and other transcriptions
 * carry it. Where a price changes it is changed here, with the date, and `npm run bench:cost` makes the tables anew.
 */

interface Price {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
}

const EVERY_MILLION = 'million requests';
const price = (usd: number, per: string, source: string): Price => ({ usd, per, source });

export const PRICES_READ = '2026-11';

export const PRICES = {
  apiRequests: price(1, 'million requests of 512 KB', 'https://aws.amazon.com/api-gateway/pricing/ (HTTP APIs)'),
  lambdaRequests: price(0.2, EVERY_MILLION, 'https://aws.amazon.com/lambda/pricing/'),
  lambdaGbSeconds: price(13.3334, 'million GB-seconds on arm64', 'https://aws.amazon.com/lambda/pricing/'),
  writeUnits: price(0.625, 'million write units', 'https://aws.amazon.com/dynamodb/pricing/on-demand/'),
  readUnits: price(0.125, 'million read units', 'https://aws.amazon.com/dynamodb/pricing/on-demand/'),
  tableStorage: price(0.25, 'GB-month', 'https://aws.amazon.com/dynamodb/pricing/on-demand/'),
  tableBackup: price(
    0.2,
    'GB-month of the table, not its indexes',
    'https://aws.amazon.com/dynamodb/pricing/on-demand/ (PITR)',
  ),
  objectWrites: price(5, 'million PUT, COPY, POST or LIST', 'https://aws.amazon.com/s3/pricing/'),
  objectReads: price(0.4, 'million GET', 'https://aws.amazon.com/s3/pricing/'),
  objectStorage: price(0.023, 'GB-month', 'https://aws.amazon.com/s3/pricing/'),
  logIngestion: price(0.5, 'GB', 'https://aws.amazon.com/cloudwatch/pricing/'),
  infrequentLogIngestion: price(
    0.25,
    'GB of the infrequent access class',
    'https://aws.amazon.com/cloudwatch/pricing/ (Infrequent Access)',
  ),
  logStorage: price(0.03, 'GB-month', 'https://aws.amazon.com/cloudwatch/pricing/'),
  metricRequests: price(10, 'million PutMetricData', 'https://aws.amazon.com/cloudwatch/pricing/'),
  customMetrics: price(0.3, 'metric-month', 'https://aws.amazon.com/cloudwatch/pricing/'),
  alarmMetrics: price(0.1, 'metric of an alarm, month', 'https://aws.amazon.com/cloudwatch/pricing/'),
  compositeAlarms: price(0.5, 'composite alarm-month', 'https://aws.amazon.com/cloudwatch/pricing/'),
  dashboards: price(3, 'dashboard-month', 'https://aws.amazon.com/cloudwatch/pricing/'),
  secrets: price(0.4, 'secret-month', 'https://aws.amazon.com/secrets-manager/pricing/'),
  secretRequests: price(5, EVERY_MILLION, 'https://aws.amazon.com/secrets-manager/pricing/'),
  queueRequests: price(0.4, 'million requests of 64 KB', 'https://aws.amazon.com/sqs/pricing/'),
  topicRequests: price(0.5, EVERY_MILLION, 'https://aws.amazon.com/sns/pricing/'),
  schedules: price(1, 'million invocations', 'https://aws.amazon.com/eventbridge/pricing/ (Scheduler)'),
} as const satisfies Readonly<Record<string, Price>>;

export type PricedItem = keyof typeof PRICES;

/** What AWS gives every account each month, for good; only the bill of an idle deployment is counted with it, and says so. */
export const ALWAYS_FREE = {
  lambdaRequests: 1_000_000,
  lambdaGbSeconds: 400_000,
  tableStorageGb: 25,
  logGb: 5,
  customMetrics: 10,
  alarmMetrics: 10,
  dashboards: 3,
  metricRequests: 1_000_000,
  queueRequests: 1_000_000,
  topicRequests: 1_000_000,
  schedules: 14_000_000,
} as const;

/**
 * What others ask for a million interactions of 4.6 KB in a month, one seat, by their public price lists in 2026: hosted
 * services also sell what is around the data, so this compares capture and storage alone.
 */
export const RIVALS: readonly { readonly name: string; readonly usd: string; readonly basis: string }[] = [
  {
    name: 'CloudWatch Logs, Standard',
    usd: '2.31',
    basis: '$0.50/GB in, $0.03/GB-month; no look-up by id, no erasure',
  },
  { name: 'Braintrust Starter', usd: '14', basis: '$4/GB after the first GB' },
  { name: 'PostHog', usd: '54', basis: '$0.00006 an event after 100,000' },
  { name: 'Opik Pro', usd: '64', basis: '$19 with 100,000 spans, then $5 per 100,000' },
  {
    name: 'Langfuse Cloud, one or two units each',
    usd: '101–171',
    basis: '$29 with 100,000 units, then $8 per 100,000',
  },
  { name: 'Helicone', usd: '214', basis: '$0.0007 a log falling to $0.00002, and $3.25/GB' },
  { name: 'Langfuse self-hosted on AWS, least', usd: '335', basis: '$325 a month before the first event' },
  { name: 'Datadog LLM Observability', usd: '1,600', basis: '$160 per 100,000 spans' },
  { name: 'LangSmith Plus', usd: '2,514', basis: '$39 a seat with 10,000 traces, then $2.50 per 1,000 (14 days)' },
];

/**
 * The least that durable ingest over HTTPS costs on AWS: requests of 512 KB, compressed, each one object, a pointer of it in a
 * table, no index: storage 53 %, PUT 30 %.
 */
export const LOWER_BOUND_USD = 0.05;
