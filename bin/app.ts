/** The CDK app: reads what the command line chose, builds the two stacks, and refuses to synthesize what AwsSolutions objects to. */
import { App } from 'aws-cdk-lib';
import { type DeployChoices, settingsFor } from '../lib/deploy-choices.ts';
import { FEATURE_FLAGS } from '../lib/feature-flags.ts';
import { buildSightglass } from '../lib/sightglass.ts';

const app = new App({ context: { ...FEATURE_FLAGS }, analyticsReporting: false });

const choice = (name: keyof DeployChoices): string | undefined => app.node.tryGetContext(name);

buildSightglass(
  app,
  settingsFor({
    stage: choice('stage'),
    onCallEmail: choice('onCallEmail'),
    reportsEmail: choice('reportsEmail'),
    judgeModels: choice('judgeModels'),
    onCallUrl: choice('onCallUrl'),
    runbookUrl: choice('runbookUrl'),
    browserOrigins: choice('browserOrigins'),
    alarms: choice('alarms'),
    kmsKey: choice('kmsKey'),
  }),
);

app.synth();
