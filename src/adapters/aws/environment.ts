/** Where and as whom a function calls AWS: what Lambda puts into its environment. */
import type { ClientConfig } from './caller.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
export interface CallerEnvironment {
  readonly AWS_REGION?: string | undefined;
  readonly AWS_ACCESS_KEY_ID?: string | undefined;
  readonly AWS_SECRET_ACCESS_KEY?: string | undefined;
  readonly AWS_SESSION_TOKEN?: string | undefined;
  /** Set where the services are not AWS's own. */
  readonly AWS_ENDPOINT_URL?: string | undefined;
  readonly AWS_USE_FIPS_ENDPOINT?: string | undefined;
}

/**
 * What a client is told of it.
 * @throws Error where endpoints of FIPS are asked for: we know none, and the others would not be what was meant
 */
export const placeOf = (environment: CallerEnvironment): Pick<ClientConfig, 'region' | 'endpoint' | 'credentials'> => {
  const { AWS_ENDPOINT_URL: endpoint, AWS_SESSION_TOKEN: sessionToken } = environment;
  if (environment.AWS_USE_FIPS_ENDPOINT === 'true') {
    throw new Error('AWS_USE_FIPS_ENDPOINT must not be true, got true; endpoints of FIPS are not supported');
  }
  return {
    region: environment.AWS_REGION ?? 'us-east-1',
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  };
};
