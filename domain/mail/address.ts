/** An address as addresses are compared: lower case, without spaces. `undefined` for what is none. */
export const normalizedAddress = (text: string): string | undefined => {
  const address = text.trim().toLowerCase();
  return /^[^\s@<>]+@[^\s@<>]+$/u.test(address) && address.length <= 320 ? address : undefined;
};

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Where anybody may have an address, so that the domain tells nothing of whose it is. */
const publicDomains: ReadonlySet<string> = new Set([
  ...[
    'mail.ru',
    'bk.ru',
    'inbox.ru',
    'list.ru',
    'internet.ru',
    'yandex.ru',
    'yandex.com',
    'ya.ru',
    'narod.ru',
  ],
  ...['rambler.ru', 'lenta.ru', 'autorambler.ru', 'vk.com', 'gmail.com', 'googlemail.com', 'outlook.com'],
  ...[
    'hotmail.com',
    'live.com',
    'msn.com',
    'yahoo.com',
    'icloud.com',
    'me.com',
    'aol.com',
    'gmx.de',
    'gmx.net',
  ],
  ...['web.de', 'proton.me', 'protonmail.com', 'ukr.net', 'tut.by', 'mail.com', 'zoho.com', 'fastmail.com'],
]);

export const isPublicDomain = (domain: string): boolean => publicDomains.has(domain);

/** Whether a domain is another or above it: `example.org` of `mail.example.org`. */
export const isWithin = (domain: string, above: string): boolean =>
  domain === above || domain.endsWith(`.${above}`);
