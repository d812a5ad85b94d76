import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** The verifiers that go into a bundle, each one self-contained file. */
export interface Verifiers {
  /** `verify.mjs`, for Node. */
  readonly node: string;
  /** `verify.html`, for a browser. */
  readonly page: string;
  /** The page's script by itself. */
  readonly script: string;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What stands in for `node:crypto` in a browser, by the module that calls it. */
const standIns: Readonly<Record<string, string>> = {
  'domain/ledger/sha256.ts': here('browser/sha256.ts'),
  'domain/ledger/ed25519.ts': here('browser/ed25519.ts'),
  'domain/personal-data/symmetric.ts': here('browser/symmetric.ts'),
};

const withoutNode: Plugin = {
  name: 'without-node',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const module = Object.keys(standIns).find((name) => path.replaceAll('\\', '/').endsWith(name));
      const standIn = module && standIns[module];
      if (!standIn) return undefined;
      return { contents: await readFile(standIn, 'utf8'), loader: 'ts', resolveDir: here('browser') };
    });
  },
};

const bundled = async (entry: string, platform: 'node' | 'browser'): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [here(entry)],
    bundle: true,
    write: false,
    format: platform === 'node' ? 'esm' : 'iife',
    platform,
    target: platform === 'node' ? 'node20' : 'es2022',
    charset: 'utf8',
    // Names stay readable: whoever doubts the verifier may want to read it.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'inline',
    logLevel: 'error',
    plugins: platform === 'browser' ? [withoutNode] : [],
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`Nothing came of bundling ${entry}`);
  return output.text;
};

const make = async (): Promise<Verifiers> => {
  const [node, script, page] = await Promise.all([
    bundled('node.ts', 'node'),
    bundled('browser.ts', 'browser'),
    readFile(here('page.html'), 'utf8'),
  ]);
  // An end tag inside of a string would end the script.
  const inline = script.replaceAll('</script', '<\\/script');
  return { node, script, page: page.replace('/* the verifier */', () => inline) };
};

let made: Promise<Verifiers> | undefined;

/** Made once for each process: they follow from the code alone. */
export const verifiers = (): Promise<Verifiers> => {
  made ??= make();
  return made;
};
