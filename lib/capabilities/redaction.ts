/** Removes personal data on request: the function behind POST /v1/redact, and everything measured about redaction anywhere. */
import { GraphWidget, type IAlarm, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Environment, ROUTES } from '../../functions/redaction/contract.ts';
import { addFunctionAlarms } from '../alarms/function-alarms.ts';
import { addPrivacyAlarms } from '../alarms/privacy-alarms.ts';
import type { Capability, CapabilityProps } from '../parts/capability.ts';
import { allowRows, allowSecret } from '../parts/keeping.ts';
import { ServiceFunction } from '../parts/service-function.ts';
import type { ServiceMetrics } from '../parts/service-metrics.ts';

export class Redaction extends Construct implements Capability {
  readonly function: ServiceFunction<Environment>;
  readonly functionAlarms: readonly IAlarm[];
  private readonly metrics: ServiceMetrics;

  constructor(scope: Construct, id: string, { settings, data, api, onCall, metrics }: CapabilityProps) {
    super(scope, id);
    this.metrics = metrics;
    this.function = new ServiceFunction(this, 'Function', {
      name: 'redaction',
      settings,
      environment: {
        STAGE: settings.stage,
        TABLE_NAME: data.table.tableName,
        SECRET_ARN: data.secret.secretArn,
        METRICS_NAMESPACE: metrics.namespace,
      },
    });

    allowRows(this.function, data.table, ['GetItem', 'PutItem', 'Query']);

    allowSecret(this.function, data.secret);

    api.route('Redaction', this.function, ROUTES);

    const context = { onCall, metrics, alarms: settings.alarms };
    addPrivacyAlarms(this, context);
    this.functionAlarms = addFunctionAlarms(this, context, { name: 'redaction', handler: this.function, settings });
  }

  widgets(): IWidget[] {
    return [
      new GraphWidget({
        title: 'Personal data and secrets replaced',
        width: 12,
        left: [this.metrics.total('RedactionFindings')],
      }),
      new GraphWidget({
        title: 'Texts that could not be redacted',
        width: 12,
        left: [this.metrics.total('RedactionFailures')],
      }),
    ];
  }
}
