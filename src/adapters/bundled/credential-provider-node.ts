/**
 * Stands in a bundle for `@aws-sdk/credential-provider-node`. Lambda puts a function's credentials into its environment; the
 * other places where the SDK would look for some (SSO, profiles, instance metadata, web identity) are 100 KB of every bundle.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
import { fromEnv } from '@aws-sdk/credential-provider-env';

/** The SDK's chain of providers, with the one link that a function has. */
export const defaultProvider = () => fromEnv();
