/** What watchPointer leaves in the page. */
import type { Watched } from './watchPointer.mjs';

declare global {
  var pointerWatch: { begin(): void; end(): Watched };
}
