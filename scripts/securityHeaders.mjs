/**
 * The page's security policy, defined once: Vite's preview server sends it as headers, and the build writes
 * the part that a page may state about itself into index.html, so that it holds on any host.
 */

/** Nothing foreign loads. Blobs carry downloads and previews; wasm decodes; styles are set by components. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "worker-src 'self' blob:",
  "connect-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** For <meta http-equiv>. */
export const PAGE_POLICY = POLICY.join('; ');

/** For responses: browsers take `frame-ancestors` and the others from headers only. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': [...POLICY, "frame-ancestors 'none'"].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
