/**
 * Requests from this page to other origins since it was loaded. The workers' own are not in this list: what
 * forbids those is the Content-Security-Policy in the server's headers.
 */
import { useEffect, useState } from 'react';

export function useForeignRequests(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const observer = new PerformanceObserver((list) => {
      const foreign = list.getEntries().filter((entry) => isForeign(entry.name, location.origin)).length;
      if (foreign > 0) setCount((known) => known + foreign);
    });
    observer.observe({ type: 'resource', buffered: true });
    return () => observer.disconnect();
  }, []);
  return count;
}

/** Whether fetching `url` left the page's origin; blob: and data: URLs go nowhere. */
export function isForeign(url: string, origin: string): boolean {
  const parsed = new URL(url, origin);
  return /^(https?|wss?):$/.test(parsed.protocol) && parsed.origin !== origin;
}
