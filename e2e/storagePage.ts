/** A bare page with the storage worker, served on a secure origin of its own, for storage.spec.ts. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { build } from 'vite';
import { SECURITY_HEADERS } from '../scripts/securityHeaders.mjs';
import type { ErrorData } from '../src/common/errors';
import type { Commands } from './storageWorker';

/** Keeps what the worker says unasked in `window.said`. */
const HTML = `<!doctype html><title>Storage</title><script>
const waiting = new Map();
window.said = [];
const worker = new Worker('./worker.js', { type: 'module' });
worker.onmessage = ({ data }) => {
  if (data.id === undefined) window.said.push(data);
  else waiting.get(data.id)(data);
};
worker.onerror = (event) => window.said.push({ failed: event.message });
window.ask = (command, argument) => new Promise((resolve) => {
  waiting.set(waiting.size, resolve);
  worker.postMessage({ id: waiting.size - 1, command, argument });
});
</script>`;

export interface StorageServer {
  readonly address: string;
  close(): void;
}

export async function serveStoragePage(): Promise<StorageServer> {
  const script = await bundledWorker();
  const server = createServer((request, response) => {
    const isScript = request.url === '/worker.js';
    // A worker has the policy of its own script: the one that the studio is served with.
    if (isScript) response.setHeaders(new Map(Object.entries(SECURITY_HEADERS)));
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : HTML);
  });
  await listening(server);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => server.close(),
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
}

async function bundledWorker(): Promise<string> {
  const entry = fileURLToPath(new URL('./storageWorker.ts', import.meta.url));
  const options = { lib: { entry, formats: ['es' as const] }, write: false, minify: false };
  const built = await build({ configFile: false, logLevel: 'error', build: options });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('the worker was not bundled');
  return output.output[0].code;
}

export interface Answer<T> {
  readonly result?: T;
  readonly error?: ErrorData;
}

/** What the worker answers to a command. */
export async function ask<C extends keyof Commands>(
  page: Page,
  command: C,
  argument?: Parameters<Commands[C]>[0],
): Promise<Answer<Awaited<ReturnType<Commands[C]>>>> {
  return await page.evaluate(
    ([name, value]) =>
      (globalThis as unknown as { ask(command: unknown, argument: unknown): Promise<never> }).ask(
        name,
        value,
      ),
    [command, argument],
  );
}

/** What the worker said unasked: files confirmed, the project lost. */
export async function said(page: Page): Promise<readonly { confirmed?: string; lost?: boolean }[]> {
  return await page.evaluate(() => (globalThis as unknown as { said: { confirmed?: string }[] }).said);
}
