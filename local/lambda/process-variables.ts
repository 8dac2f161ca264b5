/** The variables an execution environment starts with: the template's, Lambda's own, and where to find AWS. */
import type { Credentials } from '../gateway/credentials.ts';
import type { FunctionSettings } from './settings.ts';

export interface Surroundings {
  readonly region: string;
  readonly gatewayUrl: string;
  /** Where compiled code is kept between runs. */
  readonly compileCacheFolder: string;
}

/**
 * The whole environment of the child process; nothing of the runner's own environment but PATH gets through, so that a
 * variable that is only set on the developer's machine cannot make the laptop work and AWS fail.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const processVariables = (
  settings: FunctionSettings,
  credentials: Credentials,
  { region, gatewayUrl, compileCacheFolder }: Surroundings,
): Readonly<Record<string, string>> => ({
  ...settings.environment,
  _HANDLER: settings.handler,
  NODE_COMPILE_CACHE: compileCacheFolder,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ENDPOINT_URL: gatewayUrl,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
  AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: settings.name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_FORMAT: settings.logFormat,
  AWS_LAMBDA_LOG_LEVEL: settings.applicationLogLevel,
  AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  LAMBDA_TASK_ROOT: settings.folder,
  LANG: 'en_US.UTF-8',
  PATH: process.env['PATH'] ?? '',
  TZ: ':UTC',
});
