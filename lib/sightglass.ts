/** The whole deployment: a stack that keeps the data, a stack that can be thrown away, and the rules both must pass. */
import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkSettings } from './check-settings.ts';
import { DataStack } from './stacks/data-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';
import type { StageSettings } from './stage-settings.ts';

/** The stacks of one deployment. */
export interface Sightglass {
  readonly data: DataStack;
  readonly service: ServiceStack;
}

/**
 * Adds the stacks of one stage to an app; names carry the stage, so that stages can share an account.
 * @throws Error where a setting of the stage could not be deployed
 */
export const buildSightglass = (app: App, settings: StageSettings): Sightglass => {
  checkSettings(settings);
  const data = new DataStack(app, `sightglass-${settings.stage}-data`, settings);
  const service = new ServiceStack(app, `sightglass-${settings.stage}-service`, { settings, data });

  Tags.of(app).add('sightglass:stage', settings.stage, {
    // Newer than the rest: where a region does not know tags on dashboards yet, the deployment would fail for nothing.
    excludeResourceTypes: ['AWS::CloudWatch::Dashboard'],
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { data, service };
};
