/** Everything that can be torn down and deployed again without losing a call: the wiring of the service on one page. */
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { addAnomalyBands } from '../alarms/anomaly-bands.ts';
import {
  addChangedComposite,
  addDegradedComposite,
  addFunctionsComposite,
  addSpendingComposite,
} from '../alarms/composites.ts';
import { addApiAlarm } from '../alarms/service-alarms.ts';
import { Feedback } from '../capabilities/feedback.ts';
import { Ingest } from '../capabilities/ingest.ts';
import { Judge } from '../capabilities/judge.ts';
import { Query } from '../capabilities/query.ts';
import { Redaction } from '../capabilities/redaction.ts';
import { Summaries } from '../capabilities/summaries.ts';
import { ServiceApi } from '../parts/http-api.ts';
import { OnCall } from '../parts/on-call.ts';
import { addServiceDashboard } from '../parts/service-dashboard.ts';
import { ServiceMetrics } from '../parts/service-metrics.ts';
import type { StageSettings } from '../stage-settings.ts';
import type { DataStack } from './data-stack.ts';

export interface ServiceStackProps {
  readonly settings: StageSettings;
  readonly data: DataStack;
}

export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { settings, data }: ServiceStackProps) {
    super(scope, id, { description: `Sightglass ${settings.stage}: the service` });
    const { table, bucket, secret, keyArn } = data;
    const key = keyArn === undefined ? undefined : Key.fromKeyArn(this, 'Key', keyArn);
    const api = new ServiceApi(this, 'Api', settings, key);
    const onCall = new OnCall(this, 'OnCall', { settings, apiUrl: api.url, key });
    const metrics = new ServiceMetrics(settings.stage);
    const props = { settings, data: { table, bucket, secret, key }, api, onCall, metrics };

    const ingest = new Ingest(this, 'Ingest', props);
    const redaction = new Redaction(this, 'Redaction', props);
    const feedback = new Feedback(this, 'Feedback', props);
    const query = new Query(this, 'Query', props);
    const { judging } = settings;
    const judge = judging === undefined ? undefined : new Judge(this, 'Judge', { ...props, judging });
    const summaries = new Summaries(this, 'Summaries', { ...props, judgeQueue: judge?.queue });
    const capabilities = [ingest, redaction, feedback, query, summaries, ...(judge === undefined ? [] : [judge])];

    const context = { onCall, metrics, alarms: settings.alarms };
    const serverErrors = addApiAlarm(this, context, api);
    const { cause, symptoms } = ingest.callAlarms;
    const degraded = addDegradedComposite(this, onCall, {
      cause,
      symptoms: [...symptoms, ...feedback.feedbackAlarms],
    });
    const spending = addSpendingComposite(this, onCall, ingest.spendingAlarms);
    addChangedComposite(this, onCall, {
      symptoms: summaries.changeAlarms,
      causes: [cause, degraded, ingest.spendingAlarms.cause, ...spending],
    });
    addFunctionsComposite(this, onCall, {
      symptoms: capabilities.flatMap(({ functionAlarms }) => functionAlarms),
      cause: serverErrors,
    });
    addAnomalyBands(this, context);

    // With the region: dashboards belong to the whole account, and another region may have the same stage.
    const dashboard = `sightglass-${settings.stage}-${this.region}`;
    addServiceDashboard(this, 'Dashboard', {
      name: dashboard,
      sections: [
        { title: 'AI calls', widgets: ingest.widgets() },
        { title: 'Feedback', widgets: feedback.widgets() },
        { title: 'Privacy', widgets: redaction.widgets() },
        { title: 'Summaries', widgets: summaries.widgets() },
        ...(judge === undefined ? [] : [{ title: 'Judged by a model', widgets: judge.widgets() }]),
        { title: 'The service itself', widgets: [...api.widgets(), ...query.widgets()] },
      ],
    });

    addServiceDashboard(this, 'BusinessDashboard', {
      name: `${dashboard}-business`,
      sections: [
        { title: 'Use and cost', widgets: ingest.businessWidgets() },
        { title: 'What people say', widgets: feedback.businessWidgets() },
        { title: 'Reach', widgets: summaries.businessWidgets() },
      ],
    });

    new CfnOutput(this, 'ApiUrl', { value: api.url, description: 'Base URL of the API' });
    for (const severity of ['critical', 'warning'] as const) {
      new CfnOutput(this, severity === 'critical' ? 'CriticalTopicArn' : 'WarningTopicArn', {
        value: onCall.topic(severity).topicArn,
        description: `Where ${severity} alarms go; subscribe to it`,
      });
    }
    new CfnOutput(this, 'ReportsTopicArn', {
      value: summaries.reports.topicArn,
      description: 'Where the reports of days and weeks are announced; subscribe to it',
    });
  }
}
