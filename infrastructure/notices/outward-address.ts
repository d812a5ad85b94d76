import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Where webhooks may go. */
export interface OutwardRules {
  /** Also to this machine and to private networks. */
  readonly privateAddresses: boolean;
  /** Also without TLS. */
  readonly withoutTls: boolean;
}

/** An address that nothing may be told to; the message says why. */
export class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed';
}

const inward = new BlockList();
// Special-purpose addresses of IPv4 (RFC 6890 and IANA's register), and multicast.
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  inward.addSubnet(network, prefix, 'ipv4');
}
// Of IPv6 global unicast is public, but for what stands for something else: Teredo and its neighbours, documentation, 6to4.
inward.addSubnet('2001::', 23, 'ipv6');
inward.addSubnet('2001:db8::', 32, 'ipv6');
inward.addSubnet('2002::', 16, 'ipv6');
inward.addSubnet('3fff::', 20, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Whether the address is one of the public Internet. IPv4 inside of IPv6 is not: whoever means it can write it. */
export const isPublicAddress = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return !inward.check(address, 'ipv4');
    case 6:
      return globalUnicast.check(address, 'ipv6') && !inward.check(address, 'ipv6');
    default:
      return false;
  }
};

/** The address as a URL. What its name stands for is looked at when it is connected to. @throws AddressNotAllowed */
export const outwardUrl = (text: string, { privateAddresses, withoutTls }: OutwardRules): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new AddressNotAllowed('not a URL');
  if (url.protocol !== 'https:' && !(withoutTls && url.protocol === 'http:')) {
    throw new AddressNotAllowed('not https');
  }
  if (url.username !== '' || url.password !== '') throw new AddressNotAllowed('user name or password');
  if (url.hash !== '') throw new AddressNotAllowed('fragment');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!privateAddresses && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new AddressNotAllowed('private address');
  }
  return url;
};

/**
 * Looks a name up for a connection, and refuses when any of its addresses is not public. The connection is made to what was
 * looked at, so that a name which changes its mind in between gains nothing.
 */
export const outwardLookup =
  ({ privateAddresses }: OutwardRules): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const refused = !privateAddresses && addresses.some(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (refused || !first) return callback(new AddressNotAllowed('private address'), '', 0);
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
