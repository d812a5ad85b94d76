/**
 * What letters come as. The type of a file is what its first bytes say; where they say nothing (plain text, CSV,
 * XML without a declaration) the name does. Anything that a browser would run is not among them.
 */
export const allowedMediaTypes: ReadonlyMap<string, readonly string[]> = new Map([
  ['application/pdf', ['pdf']],
  ['image/jpeg', ['jpg', 'jpeg']],
  ['image/png', ['png']],
  ['image/tiff', ['tif', 'tiff']],
  ['image/webp', ['webp']],
  ['image/heic', ['heic']],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ['docx']],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ['xlsx']],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', ['pptx']],
  ['application/vnd.oasis.opendocument.text', ['odt']],
  ['application/vnd.oasis.opendocument.spreadsheet', ['ods']],
  // The container of .doc, .xls, .ppt and .msg.
  ['application/x-cfb', ['doc', 'xls', 'ppt', 'msg']],
  ['application/rtf', ['rtf']],
  ['application/zip', ['zip']],
  ['application/x-7z-compressed', ['7z']],
  ['application/vnd.rar', ['rar']],
  ['application/x-rar-compressed', ['rar']],
  ['application/xml', ['xml']],
  // Detached signatures (CAdES, PKCS #7) are DER without a mark of their own.
  ['application/pkcs7-signature', ['sig', 'p7s', 'sgn']],
  ['message/rfc822', ['eml']],
  ['text/plain', ['txt', 'md', 'log']],
  ['text/csv', ['csv']],
]);

/** Types that carry no mark in their bytes, so that the name must say. */
const unmarked: ReadonlySet<string> = new Set([
  'text/plain',
  'text/csv',
  'application/xml',
  'message/rfc822',
  'application/pkcs7-signature',
]);

export const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The type of a file whose bytes say nothing, by its name; `undefined` if such names are not taken. */
export const unmarkedTypeOf = (name: string): string | undefined =>
  [...allowedMediaTypes].find(
    ([type, extensions]) => unmarked.has(type) && extensions.includes(extensionOf(name)),
  )?.[0];
