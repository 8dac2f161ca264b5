/** What whoever deploys may change about a stage from the command line. */
import { type KmsKeyArn, STAGE_NAMES, type StageSettings } from './stage-settings.ts';
import { STAGES } from './stages.ts';

/** What whoever deploys may choose on the command line, as `npx cdk deploy -c stage=dev -c onCallEmail=…`; all text, all optional. */
export interface DeployChoices {
  /** One of the stages; `prod` when absent. */
  readonly stage?: string | undefined;
  readonly onCallEmail?: string | undefined;
  readonly onCallUrl?: string | undefined;
  readonly reportsEmail?: string | undefined;
  /** Comma-separated. */
  readonly judgeModels?: string | undefined;
  readonly runbookUrl?: string | undefined;
  /** Comma-separated. */
  readonly browserOrigins?: string | undefined;
  readonly alarms?: string | undefined;
  /** `create`, or the ARN of a key. */
  readonly kmsKey?: string | undefined;
}

/** Every choice once; the compiler sees to it that none is missing. */
const NAMES: Readonly<Record<keyof DeployChoices, true>> = {
  stage: true,
  onCallEmail: true,
  onCallUrl: true,
  reportsEmail: true,
  judgeModels: true,
  runbookUrl: true,
  browserOrigins: true,
  alarms: true,
  kmsKey: true,
};

/** How names of choices are written. The CDK's own, and those that its CLI remembers, hold a colon, a slash or a hyphen. */
const LIKE_A_CHOICE = /^[a-z]+$/i;

/**
 * The choices among what the CDK calls context: what came as `-c`, and what stands in cdk.json and ~/.cdk.json.
 * @throws Error for a name that is none of the choices (misspelt, it would be ignored, and nobody hears of alarms), and for a value
 * that is no text.
 */
export const choicesIn = (context: Readonly<Record<string, unknown>>): DeployChoices => {
  const given = Object.entries(context).filter(([name]) => LIKE_A_CHOICE.test(name));
  for (const [name, value] of given) {
    if (!Object.hasOwn(NAMES, name)) {
      const known = Object.keys(NAMES).join(', ');
      throw new Error(`${name} is no choice; there are ${known}; check -c ${name}=… and "context" in cdk.json`);
    }
    if (typeof value !== 'string') {
      const kind = Array.isArray(value) ? 'a list' : `a ${typeof value}`;
      throw new Error(`${name} must be text, got ${kind}; write several as "one,two" in "context" of cdk.json`);
    }
  }
  return Object.fromEntries(given);
};

/**
 * The settings of a stage with the choices made on the command line applied.
 * @throws Error naming the choice, what was given and what is allowed.
 */
export const settingsFor = (choices: DeployChoices): StageSettings => {
  const settings = STAGES[oneOf('stage', choices.stage ?? 'prod', STAGE_NAMES)];
  return {
    ...settings,
    browserOrigins: choices.browserOrigins?.split(',').map(origin) ?? settings.browserOrigins,
    onCall: {
      runbookUrl: choices.runbookUrl ?? settings.onCall.runbookUrl,
      ...(choices.onCallEmail === undefined ? {} : { email: matching('onCallEmail', choices.onCallEmail, EMAIL) }),
      ...(choices.onCallUrl === undefined ? {} : { url: matching('onCallUrl', choices.onCallUrl, HTTPS) }),
    },
    ...(choices.judgeModels === undefined ? {} : { judging: { models: choices.judgeModels.split(',').map(model) } }),
    ...(choices.reportsEmail === undefined
      ? {}
      : { reportsEmail: matching('reportsEmail', choices.reportsEmail, EMAIL) }),
    ...(choices.kmsKey === undefined ? {} : { kmsKey: kmsKey(choices.kmsKey) }),
    alarms: {
      ...settings.alarms,
      set: oneOf('alarms', choices.alarms ?? settings.alarms.set, ['standard', 'full']),
    },
  };
};

interface Form {
  readonly pattern: RegExp;
  readonly example: string;
}

const EMAIL: Form = { pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/, example: 'oncall@example.com' };
const HTTPS: Form = { pattern: /^https:\/\/[^\s/]+(\/\S*)?$/, example: 'https://events.example.com/alarms' };
const ORIGIN: Form = { pattern: /^(\*|https?:\/\/[^\s/]+)$/, example: 'https://app.example.com' };

const MODEL: Form = { pattern: /^[a-z0-9][\w.:-]*$/i, example: 'amazon.nova-lite-v1:0' };

const KMS_KEY: Form = {
  pattern: /^(create|arn:aws[\w-]*:kms:[a-z\d-]+:\d{12}:key\/[\w-]+)$/,
  example: '"create" or arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
};

const kmsKey = (value: string) => matching('kmsKey', value, KMS_KEY) as 'create' | KmsKeyArn;
const model = (value: string): string => matching('judgeModels', value.trim(), MODEL);
const origin = (value: string): string => matching('browserOrigins', value.trim(), ORIGIN);

const matching = (choice: string, value: string, { pattern, example }: Form): string => {
  if (pattern.test(value)) return value;
  throw new Error(`${choice} must look like ${example}, got "${value}"; check -c ${choice}=…`);
};

const oneOf = <Allowed extends string>(choice: string, value: string, allowed: readonly Allowed[]): Allowed => {
  const known = allowed.find((name) => name === value);
  if (known !== undefined) return known;
  throw new Error(
    `${choice} must be one of ${allowed.join(', ')}, got "${value}"; check -c ${choice}=… and lib/stages.ts`,
  );
};
