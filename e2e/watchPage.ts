/**
 * Notes everything that must never happen while the studio is used: an error on the console, an exception or
 * rejection that nothing handled, in the page or its workers, and a request to another origin.
 */
import type { BrowserContext, ConsoleMessage, WebError } from 'playwright/test';

/** Fills the returned list, one sentence an event, until the context closes. `origin` is the studio's own. */
export function watchPage(context: BrowserContext, origin: string): readonly string[] {
  const problems: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console error: ${describe(message)}`);
  });
  context.on('weberror', (error: WebError) => problems.push(`not handled: ${error.error().message}`));
  context.on('request', (request) => {
    if (isForeign(request.url(), origin)) problems.push(`request to another origin: ${request.url()}`);
  });
  return problems;
}

function describe(message: ConsoleMessage): string {
  const { url, lineNumber } = message.location();
  return `${message.text()} (${url}:${lineNumber})`;
}

/** Blobs and data URLs stay inside the page. */
function isForeign(url: string, origin: string): boolean {
  const { protocol, origin: target } = new URL(url);
  return protocol !== 'blob:' && protocol !== 'data:' && target !== origin;
}
