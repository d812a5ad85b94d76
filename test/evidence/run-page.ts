import { webcrypto } from 'node:crypto';
import vm from 'node:vm';
import type { Report } from '../../domain/evidence/verify/verify-bundle.ts';
import type { Asked } from '../../infrastructure/evidence/verifier/browser.ts';

/** Runs the script of `verify.html` where there is no Node: with only what a browser has. */
export const runPage = async (page: string, asked: Asked): Promise<{ report: Report; text: string }> => {
  const script = page.slice(page.indexOf('<script>') + '<script>'.length, page.lastIndexOf('</script>'));
  const browser = { TextEncoder, TextDecoder, atob, btoa, crypto: webcrypto, URL, File, setTimeout };
  const context = vm.createContext(browser);
  vm.runInContext(script, context);
  return context.verifyFile(asked);
};
