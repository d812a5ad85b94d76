import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

/**
 * Makes the verifiers that go into every evidence bundle, each one self-contained file, from the same code that
 * `chancery verify` runs. `--check`: says whether those that are there are of this code.
 */

const verifier = (path: string): string =>
  fileURLToPath(new URL(`../infrastructure/evidence/verifier/${path}`, import.meta.url));

/** What stands in for what is Node.js's own in a browser, by the module that calls it. */
const standIns: Readonly<Record<string, string>> = {
  'domain/ledger/sha256.ts': verifier('browser/sha256.ts'),
  'domain/ledger/ed25519.ts': verifier('browser/ed25519.ts'),
  'domain/personal-data/base64-url.ts': verifier('browser/base64-url.ts'),
  'domain/personal-data/symmetric.ts': verifier('browser/symmetric.ts'),
};

const withoutNode: Plugin = {
  name: 'without-node',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const module = Object.keys(standIns).find((name) => path.replaceAll('\\', '/').endsWith(name));
      const standIn = module && standIns[module];
      if (!standIn) return undefined;
      return { contents: await readFile(standIn, 'utf8'), loader: 'ts', resolveDir: verifier('browser') };
    });
  },
};

const bundled = async (entry: string, platform: 'node' | 'browser'): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [verifier(entry)],
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

const made = async (): Promise<ReadonlyMap<string, string>> => {
  const [node, script, page] = await Promise.all([
    bundled('node.ts', 'node'),
    bundled('browser.ts', 'browser'),
    readFile(verifier('page.html'), 'utf8'),
  ]);
  // An end tag inside of a string would end the script.
  const inline = script.replaceAll('</script', '<\\/script');
  return new Map([
    ['made/verify.mjs', node],
    ['made/verify.html', page.replace('/* the verifier */', () => inline)],
  ]);
};

await mkdir(verifier('made'), { recursive: true });
for (const [path, content] of await made()) {
  if (!process.argv.includes('--check')) {
    await writeFile(verifier(path), content);
  } else if ((await readFile(verifier(path), 'utf8').catch(() => '')) !== content) {
    process.stderr.write(
      `infrastructure/evidence/verifier/${path} is not of this code: run npm run generate\n`,
    );
    process.exitCode = 1;
  }
}
