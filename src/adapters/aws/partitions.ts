/**
 * The domains that AWS's services have in each partition: parts of AWS that know nothing of each other, as China's.
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
const SUFFIXES: readonly (readonly [regions: RegExp, suffix: string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^eu-isoe-/, 'cloud.adc-e.uk'],
  [/^us-isof-/, 'csp.hci.ic.gov'],
];

/** Where AWS has a service in a region: `https://dynamodb.eu-west-1.amazonaws.com`. */
export const endpointOf = (host: string, region: string): string =>
  `https://${host}.${region}.${SUFFIXES.find(([regions]) => regions.test(region))?.[1] ?? 'amazonaws.com'}`;
