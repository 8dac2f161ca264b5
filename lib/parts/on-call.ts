/** Where alarms go: one topic for what gets someone out of bed, one for what can wait until morning. */
import { Annotations, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageSettings } from '../stage-settings.ts';

/** `critical`: people are harmed or data or money are being lost now. `warning`: look at it today. */
export type Severity = 'critical' | 'warning';

export interface OnCallProps {
  readonly settings: StageSettings;
  /** Where the queries that show the offending calls are answered. */
  readonly apiUrl: string;
  /** Encrypts the messages, where the stage has a key of its own; its policy must let CloudWatch use it. */
  readonly key: IKey | undefined;
}

/** The two topics, with the subscriptions that the settings name. */
export class OnCall extends Construct {
  readonly stage: string;
  readonly runbookUrl: string;
  private readonly apiUrl: string;
  private readonly topics: Readonly<Record<Severity, Topic>>;

  constructor(scope: Construct, id: string, { settings: { stage, onCall }, apiUrl, key }: OnCallProps) {
    super(scope, id);
    this.stage = stage;
    this.apiUrl = apiUrl;
    this.runbookUrl = onCall.runbookUrl;
    this.topics = { critical: this.createTopic('Critical', key), warning: this.createTopic('Warning', key) };

    for (const topic of Object.values(this.topics)) {
      if (onCall.email !== undefined) topic.addSubscription(new EmailSubscription(onCall.email));
    }
    if (onCall.url !== undefined) this.topics.critical.addSubscription(new UrlSubscription(onCall.url));
    if (onCall.email === undefined && onCall.url === undefined) {
      // A deployment that forgets the choice takes the subscriptions of the last one away.
      Annotations.of(this).addWarningV2(
        'sightglass:nobody-on-call',
        'Alarms reach nobody but those who subscribed to the topics by hand; say who is called with -c onCallEmail=… or -c onCallUrl=…, or in "context" of cdk.json',
      );
    }
  }

  /** The calls that an alarm is about, as a link: the filters of GET /v1/interactions, and how far back they began. */
  calls(filters: string, since: `${number}${'m' | 'h' | 'd'}` = '1h'): string {
    return this.query(`/v1/interactions?${filters}${filters === '' ? '' : '&'}from=-${since}`);
  }

  /** The reports of the hour that runs when they are asked for and of the one before, as links: for what counts as it happens. */
  hours(): string {
    return `${this.hourAgo('0m')} (so far) and ${this.hourAgo('1h')}`;
  }

  /** The report of the hour that closed last, as a link, and the list of all: for what is told when an hour is summed up. */
  closedHours(): string {
    return `${this.hourAgo('1h')} and ${this.query('/v1/summaries?period=hour')}`;
  }

  private hourAgo(ago: string): string {
    return this.query(`/v1/summaries/hour/-${ago}?format=markdown`);
  }

  /** Any reading route as a link; it wants a key with the scope `read`. */
  query(path: `/${string}`): string {
    return `${this.apiUrl}${path}`;
  }

  topic(severity: Severity): ITopic {
    return this.topics[severity];
  }

  /**
   * Not encrypted without a key of one's own: CloudWatch cannot publish to a topic under AWS's key, one of ours costs a dollar a month,
   * and messages hold numbers and names of alarms, never text of a call.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  private createTopic(id: string, key: IKey | undefined): Topic {
    const topic = new Topic(this, id, {
      displayName: `Sightglass ${this.stage}: ${id.toLowerCase()}`,
      ...(key === undefined ? {} : { masterKey: key }),
    });
    const { account, region, partition } = Stack.of(this);
    // A policy of our own replaces the default one, which is what let alarms of this account publish: so it must say so itself.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
        },
      }),
    );
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyOverTls',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    return topic;
  }
}
