/** The operations of the local SNS. */
import { AwsError, notImplemented } from '../aws-error.ts';
import { element } from '../xml.ts';
import type { Publication } from './message.ts';
import type { Subscription, Topic } from './topics.ts';
import { type Form, readPublication, required } from './wire.ts';

/** What the operations work on. */
export interface ActionContext {
  readonly accountId: string;
  topics(): readonly Topic[];
  /** Accepts a message durably and gives its id. @throws AwsError */
  publish(publication: Publication): string;
}

/** Reads the form and gives the elements of the result. */
type Action = (form: Form, context: ActionContext) => readonly string[];

/** @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
const MAX_BATCH = 10;

const publish: Action = (form, context) => {
  const topicArn = form.read('TopicArn') ?? required(form, 'TargetArn');
  const publication = readPublication(form, topicArn);
  form.finish();
  return [element('MessageId', context.publish(publication))];
};

const batchError = (code: string, message: string): AwsError => new AwsError({ code, message });

const readBatch = (form: Form): readonly (readonly [id: string, publication: Publication])[] => {
  const topicArn = required(form, 'TopicArn');
  const entries: (readonly [string, Publication])[] = [];
  for (let index = 1; ; index++) {
    const prefix = `PublishBatchRequestEntries.member.${index}.`;
    const id = form.read(`${prefix}Id`);
    if (id === undefined) break;
    entries.push([id, readPublication(form, topicArn, prefix)]);
  }
  form.finish();
  if (entries.length === 0) throw batchError('EmptyBatchRequest', 'The batch request doesn’t contain any entries.');
  if (entries.length > MAX_BATCH)
    throw batchError('TooManyEntriesInBatchRequest', `The batch request contains more than ${MAX_BATCH} entries.`);
  if (new Set(entries.map(([id]) => id)).size < entries.length)
    throw batchError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  return entries;
};

/** One bad entry does not sink the others; a topic that is not there does. */
const publishBatch: Action = (form, context) => {
  const successful: string[] = [];
  const failed: string[] = [];
  for (const [id, publication] of readBatch(form)) {
    try {
      const messageId = context.publish(publication);
      successful.push(element('member', [element('Id', id), element('MessageId', messageId)]));
    } catch (error) {
      if (!(error instanceof AwsError) || error.code === 'NotFound') throw error;
      const fields = { Id: id, Code: error.code, Message: error.message, SenderFault: 'true' };
      failed.push(
        element(
          'member',
          Object.entries(fields).map(([name, value]) => element(name, value)),
        ),
      );
    }
  }
  return [element('Successful', successful), element('Failed', failed)];
};

const listTopics: Action = (form, { topics }) => {
  form.finish();
  return [
    element(
      'Topics',
      topics().map(({ arn }) => element('member', [element('TopicArn', arn)])),
    ),
  ];
};

const subscriptionsXml = (subscriptions: readonly Subscription[], accountId: string): readonly string[] => [
  element(
    'Subscriptions',
    subscriptions.map(({ arn, topicArn, protocol, endpoint }) =>
      element('member', [
        element('SubscriptionArn', arn),
        element('Owner', accountId),
        element('Protocol', protocol),
        element('Endpoint', endpoint),
        element('TopicArn', topicArn),
      ]),
    ),
  ),
];

const listSubscriptionsByTopic: Action = (form, { topics, accountId }) => {
  const topicArn = required(form, 'TopicArn');
  form.finish();
  const topic = topics().find(({ arn }) => arn === topicArn);
  if (topic === undefined) throw topicNotFound();
  return subscriptionsXml(topic.subscriptions, accountId);
};

const listSubscriptions: Action = (form, { topics, accountId }) => {
  form.finish();
  return subscriptionsXml(
    topics().flatMap(({ subscriptions }) => subscriptions),
    accountId,
  );
};

const ACTIONS: Readonly<Record<string, Action>> = {
  Publish: publish,
  PublishBatch: publishBatch,
  ListTopics: listTopics,
  ListSubscriptions: listSubscriptions,
  ListSubscriptionsByTopic: listSubscriptionsByTopic,
};

/** @throws AwsError 501 for an operation that is not here */
export const runAction = (form: Form, context: ActionContext): readonly string[] => {
  const action = Object.hasOwn(ACTIONS, form.action) ? ACTIONS[form.action] : undefined;
  if (action === undefined) throw notImplemented(`operation ${form.action || '(none)'}`, 'NotImplemented');
  return action(form, context);
};

/** What SNS answers for a topic it does not have. */
export const topicNotFound = (): AwsError =>
  new AwsError({ code: 'NotFound', status: 404, message: 'Topic does not exist' });
