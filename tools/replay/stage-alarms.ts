/** The alarms of a stage as its template has them, resolved the way the local run does it, without bundling any code. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { settingsFor } from '../../lib/deploy-choices.ts';
import { FEATURE_FLAGS } from '../../lib/feature-flags.ts';
import { buildSightglass } from '../../lib/sightglass.ts';
import type { StageName, StageSettings } from '../../lib/stage-settings.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { type Resource, resolveAssembly } from '../../local/template/resolve-assembly.ts';
import { type Place, placeOf } from '../../local/wiring/place.ts';

const ALARM_TYPES = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::AnomalyDetector'];

export interface StageAlarms extends Place {
  readonly alarms: readonly Resource[];
  readonly settings: StageSettings;
}

/** The full set, and the alarm on silence, which a stage asks for where quiet hours are not normal. */
export const watched = (settings: StageSettings): StageSettings => ({
  ...settings,
  alarms: { ...settings.alarms, set: 'full', ingestStalledMinutes: 30 },
});

/** Synthesizes the stage with its settings changed, and takes its alarms. */
export const stageAlarms = (
  stage: StageName,
  change: (settings: StageSettings) => StageSettings,
  apiUrl = 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
): StageAlarms => {
  const settings = change(settingsFor({ stage }));
  const outdir = mkdtempSync(join(tmpdir(), 'alarms-'));
  try {
    const app = new App({
      outdir,
      context: { ...FEATURE_FLAGS, 'aws:cdk:bundling-stacks': [] },
      analyticsReporting: false,
      builtinCloudFormationValidation: false,
    });
    buildSightglass(app, settings);
    app.synth();
    const stacks = readAssembly(outdir);
    const place = placeOf(stacks);
    const { resources } = resolveAssembly(stacks, { ...place, apiUrl, gatewayUrl: 'http://127.0.0.1:1' });
    return { ...place, settings, alarms: resources.filter(({ type }) => ALARM_TYPES.includes(type)) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
