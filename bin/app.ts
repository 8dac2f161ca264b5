/** The CDK app: reads what the command line chose, builds the two stacks, and refuses to synthesize what AwsSolutions objects to. */
import { App } from 'aws-cdk-lib';
import { choicesIn, settingsFor } from '../lib/deploy-choices.ts';
import { FEATURE_FLAGS } from '../lib/feature-flags.ts';
import { buildSightglass } from '../lib/sightglass.ts';

const app = new App({ context: { ...FEATURE_FLAGS }, analyticsReporting: false });

buildSightglass(app, settingsFor(choicesIn(app.node.getAllContext())));

app.synth();
