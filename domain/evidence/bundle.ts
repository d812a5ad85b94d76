/** A file of a bundle, by its path below the bundle's folder: `data/index.json`. `size` in bytes. */
export interface BundleFile {
  readonly path: string;
  readonly size: number;
}

/**
 * An evidence bundle, wherever its bytes are: a folder, a zip, memory, a browser's File. See
 * docs/evidence/format.md.
 */
export interface Bundle {
  /** The folder's own name. */
  readonly folder: string;
  /** In the order of the bytes of their paths. */
  readonly files: readonly BundleFile[];
  /** The whole content. @throws Error when there is no such file, or it cannot be read. */
  read(path: string): Promise<Uint8Array>;
  /** SHA-256 of the content, in hex, however large it is. */
  sha256(path: string): Promise<string>;
}

/** A bundle that has nothing in it: of a zip that cannot be read. */
export const emptyBundle = (folder: string): Bundle => ({
  folder,
  files: [],
  read: () => Promise.reject(new Error('The bundle is empty')),
  sha256: () => Promise.reject(new Error('The bundle is empty')),
});

/**
 * The order of a bundle's names: that of their UTF-8 bytes. It is that of JavaScript's strings, but for characters beyond
 * U+FFFF: the halves that they are written in there come before U+E000, and their bytes after all others.
 */
export const inByteOrder = (one: string, other: string): number => {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at++) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (a !== b) return inOrder(a) - inOrder(b);
  }
  return one.length - other.length;
};

const inOrder = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_00_00 : unit);

/** Whether a path may stand in a bundle: relative, in NFC, and leading nowhere else. */
export const isBundlePath = (path: string): boolean =>
  path === path.normalize('NFC') &&
  path.isWellFormed() &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  !/[\u0000-\u001f\u007f\\]/.test(path) &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
