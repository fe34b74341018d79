/** How high a drawer may be, CSS px. Pure. */

export const DRAWER_HEIGHTS = { least: 140, share: 0.6 };

/** The nearest height that shows something of the drawer and leaves something of what it rises over. */
export function drawerHeight(wished: number, pageHeight: number): number {
  const most = Math.max(DRAWER_HEIGHTS.least, Math.round(pageHeight * DRAWER_HEIGHTS.share));
  return Math.max(DRAWER_HEIGHTS.least, Math.min(most, Math.round(wished)));
}
