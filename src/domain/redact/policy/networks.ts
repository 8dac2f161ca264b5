/** IP networks in CIDR notation: whether an address lies in one. */

const BITS = { 4: 32, 6: 128 } as const;

interface Address {
  readonly version: 4 | 6;
  readonly value: bigint;
}

const parseIpv4 = (text: string): bigint | undefined => {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
};

const parseIpv6 = (text: string): bigint | undefined => {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n);
};

const parseAddress = (text: string): Address | undefined => {
  const version = text.includes(':') ? 6 : 4;
  const value = version === 6 ? parseIpv6(text) : parseIpv4(text);
  return value === undefined ? undefined : { version, value };
};

/** Makes a test for addresses within `network`, or `undefined` when it is not CIDR notation. */
export const createNetwork = (network: string): ((address: string) => boolean) | undefined => {
  const [base = '', length = ''] = network.split('/');
  const address = parseAddress(base);
  const bits = Number(length);
  if (address === undefined || !/^\d{1,3}$/.test(length) || bits > BITS[address.version]) return undefined;
  const shift = BigInt(BITS[address.version] - bits);
  return (text) => {
    const other = parseAddress(text);
    return other !== undefined && other.version === address.version && other.value >> shift === address.value >> shift;
  };
};

/** Tells whether a text is a network in CIDR notation. */
export const isNetwork = (text: string): boolean => createNetwork(text) !== undefined;
