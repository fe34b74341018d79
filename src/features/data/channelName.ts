/** How a channel is called: as its file names it, else by its number. Pure. */

/** `channel` counts from 0. */
export function channelName(names: readonly string[] | null, channel: number): string {
  return names?.[channel] || `Channel ${channel + 1}`;
}
