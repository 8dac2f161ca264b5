/** Synthesizes a stage for the tests, without bundling: what the functions contain does not change the templates' shape. */
import { App } from 'aws-cdk-lib';
import { type DeployChoices, settingsFor } from '../../lib/deploy-choices.ts';
import { FEATURE_FLAGS } from '../../lib/feature-flags.ts';
import { buildSightglass } from '../../lib/sightglass.ts';
import type { StageSettings } from '../../lib/stage-settings.ts';

/** One resource as CloudFormation reads it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>
  >;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

export interface Synthesized {
  readonly data: Template;
  readonly service: Template;
  readonly settings: StageSettings;
}

/** Switches on what no stage has on by default, so that it is tested as well. */
export const everything = (settings: StageSettings): StageSettings => ({
  ...settings,
  browserOrigins: ['https://app.example.com'],
  judging: { models: ['amazon.nova-lite-v1:0'] },
  kmsKey: 'create',
  onCall: { ...settings.onCall, email: 'oncall@example.com', url: 'https://events.example.com/alarms' },
  alarms: { ...settings.alarms, ingestStalledMinutes: 30, anomalyBands: ['Latency'] },
});

/** The templates of a stage; `change` alters its settings first. */
export const synthesize = (
  choices: DeployChoices = {},
  change: (settings: StageSettings) => StageSettings = (settings) => settings,
): Synthesized => {
  const settings = change(settingsFor(choices));
  const app = new App({
    context: { ...FEATURE_FLAGS, 'aws:cdk:bundling-stacks': [] },
    analyticsReporting: false,
    // They take two seconds to load; app.test.ts synthesizes with them, the way a deployment does.
    builtinCloudFormationValidation: false,
  });
  const { data, service } = buildSightglass(app, settings);
  const assembly = app.synth();
  return {
    data: assembly.getStackArtifact(data.artifactId).template,
    service: assembly.getStackArtifact(service.artifactId).template,
    settings,
  };
};
