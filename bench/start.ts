import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Installs the peers where they are missing, then runs the benchmark. The peers are no part of Chancery's own install. */
const folder = fileURLToPath(new URL('.', import.meta.url));
if (!existsSync(`${folder}/node_modules`)) {
  process.stderr.write('The peers are being installed into bench/node_modules …\n');
  // The scripts of one peer's dependency only print a notice; none is needed.
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--prefix', folder], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
