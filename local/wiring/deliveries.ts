/** Where SNS delivers to: queues and functions of the template, as far as their resource policies let SNS in. */
import type { Exits } from '../aws/sns/deliver.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { callJson } from '../gateway/internal-call.ts';
import type { Authority, ServicePrincipal } from '../iam/authority.ts';
import type { AsyncEvents } from '../lambda/async-events.ts';
import { textAt } from '../template/json.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import type { Refuse } from './refuse.ts';

export interface DeliveriesOptions {
  readonly resources: readonly Resource[];
  /** These exist only after the services that deliver through them. */
  readonly gateway: () => Gateway;
  readonly events: () => AsyncEvents;
  readonly queueUrl: (arn: string) => string;
}

const sns = (topicArn: string): ServicePrincipal => ({
  kind: 'service',
  service: 'sns.amazonaws.com',
  sourceArn: topicArn,
});

const subscriptions = (resources: readonly Resource[]) =>
  resources
    .filter(({ type }) => type === 'AWS::SNS::Subscription')
    .map((resource) => ({
      resource,
      topicArn: textAt(resource.properties, 'TopicArn'),
      protocol: textAt(resource.properties, 'Protocol'),
      endpoint: textAt(resource.properties, 'Endpoint'),
    }));

/**
 * Refuses subscriptions whose queue or function does not let SNS in: AWS accepts them and then loses every message.
 */
export const checkDeliveries = (resources: readonly Resource[], authority: Authority, refuse: Refuse): void => {
  for (const { resource, topicArn, protocol, endpoint } of subscriptions(resources)) {
    const action = { sqs: 'sqs:SendMessage', lambda: 'lambda:InvokeFunction' }[protocol];
    if (action !== undefined && !authority.decide(sns(topicArn), { action, resource: endpoint }).allowed)
      refuse.add(resource, 'Properties.Endpoint', `no policy of ${endpoint} lets SNS ${action} for ${topicArn}`);
  }
};

export const createDeliveries = ({ resources, gateway, events, queueUrl }: DeliveriesOptions): Exits => ({
  sendToQueue: async (queueArn, { body, attributes }) => {
    // Which of several topics delivers makes no difference: checkDeliveries has let each of them in.
    const topicArn = subscriptions(resources).find(({ endpoint }) => endpoint === queueArn)?.topicArn ?? '';
    await callJson(gateway(), {
      principal: sns(topicArn),
      service: 'sqs',
      target: 'AmazonSQS.SendMessage',
      input: {
        QueueUrl: queueUrl(queueArn),
        MessageBody: body,
        ...(attributes === undefined ? {} : { MessageAttributes: attributes }),
      },
    });
  },
  invokeFunction: async (functionArn, event) => {
    events().accept(functionArn, JSON.stringify(event));
    events().runDue();
  },
});
