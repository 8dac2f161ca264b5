/** EventBridge Scheduler: local/triggers/ runs the schedules. */
import { optionalText } from '../json.ts';
import { fields, harmless, refused, run } from '../property-rules.ts';
import { arn, generatedName, type NamedResource, type ResourceType } from '../resource-type.ts';
import { explicitName } from './explicit-name.ts';

const name = (resource: NamedResource): string => explicitName(resource, 'Name') ?? generatedName(resource, 64);

const notLambda = refused('only Lambda functions are scheduled locally');

export const schedulerTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::Scheduler::Schedule': {
    ref: name,
    attributes: {
      Arn: (resource) =>
        arn(
          resource,
          'scheduler',
          `schedule/${optionalText(resource.properties, 'GroupName') ?? 'default'}/${name(resource)}`,
        ),
    },
    properties: fields({
      Name: run,
      Description: harmless('only shown in the console'),
      GroupName: run,
      ScheduleExpression: run,
      ScheduleExpressionTimezone: run,
      State: run,
      StartDate: run,
      EndDate: run,
      FlexibleTimeWindow: harmless('a window allows any moment within it; the laptop uses the first'),
      KmsKeyArn: refused('customer keys are not emulated'),
      Target: fields({
        Arn: run,
        RoleArn: run,
        Input: run,
        RetryPolicy: fields({ MaximumEventAgeInSeconds: run, MaximumRetryAttempts: run }),
        DeadLetterConfig: fields({ Arn: run }),
        SqsParameters: notLambda,
        EventBridgeParameters: notLambda,
        EcsParameters: notLambda,
        KinesisParameters: notLambda,
        SageMakerPipelineParameters: notLambda,
      }),
    }),
  },
  'AWS::Scheduler::ScheduleGroup': {
    ref: name,
    attributes: { Arn: (resource) => arn(resource, 'scheduler', `schedule-group/${name(resource)}`) },
    properties: fields({ Name: run, Tags: harmless('labels only') }),
  },
};
