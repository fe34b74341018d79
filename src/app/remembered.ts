/** What the page keeps of itself over visits, whichever project is open. A browser that forbids storing keeps nothing. */

export function readRemembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage is blocked: everything begins as it does on a first visit.
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is blocked or full; the choice holds until the page is closed.
  }
}
