/**
 * Answers questions: the function behind every reading route. It writes nothing but what it last told Prometheus, so that no
 * counter goes back; its grants say so.
 */
import { GraphWidget, type IAlarm, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Environment, ROUTES } from '../../functions/query/contract.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import type { Capability, CapabilityProps } from '../parts/capability.ts';
import { allowByTime, allowObjects, allowPutOf, allowRows, allowSecret } from '../parts/keeping.ts';
import { ServiceFunction } from '../parts/service-function.ts';

export class Query extends Construct implements Capability {
  readonly function: ServiceFunction<Environment>;
  readonly functionAlarms: readonly IAlarm[];

  constructor(scope: Construct, id: string, { settings, data, api, onCall, metrics }: CapabilityProps) {
    super(scope, id);
    this.function = new ServiceFunction(this, 'Function', {
      name: 'query',
      settings,
      key: data.key,
      environment: {
        STAGE: settings.stage,
        TABLE_NAME: data.table.tableName,
        BUCKET_NAME: data.bucket.bucketName,
        SECRET_ARN: data.secret.secretArn,
      },
    });

    allowRows(this.function, data, ['GetItem', 'Query']);
    allowPutOf(this.function, data, '*#SUM#exposed');
    allowByTime(this.function, data);
    allowObjects(this.function, data, { verb: 'GetObject', kind: 'payloads' });
    allowObjects(this.function, data, { verb: 'GetObject', kind: 'summaries' });
    allowSecret(this.function, data);

    api.route('Query', this.function, ROUTES);

    const context = { onCall, metrics, alarms: settings.alarms };
    this.functionAlarms = addFunctionAlarms(this, context, { name: 'query', handler: this.function, settings });
  }

  widgets(): IWidget[] {
    return [
      new GraphWidget({
        title: 'Queries, ms',
        width: 12,
        left: ['p50', 'p99'].map((statistic) => this.function.metricDuration({ statistic, label: statistic })),
      }),
      new GraphWidget({
        title: 'Queries and errors',
        width: 12,
        left: [this.function.metricInvocations({ label: 'queries' }), this.function.metricErrors({ label: 'errors' })],
      }),
    ];
  }
}
