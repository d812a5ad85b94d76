import { useCompileCache } from './compile-cache.ts';

useCompileCache();
const { run } = await import('./cli/run.ts');
await run();
