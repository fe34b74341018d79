/** Which of a file's channels the network gets, and in which order, as the user changes it. Pure. */

/** All channels of the file: what `null` stands for. */
export function chosenChannels(choice: readonly number[] | null, stored: number): readonly number[] {
  return choice ?? Array.from({ length: stored }, (_, channel) => channel);
}

/** With the channel taken in at the end, or left out; the last one left stays. */
export function toggleChannel(
  choice: readonly number[] | null,
  channel: number,
  stored: number,
): readonly number[] | null {
  const chosen = chosenChannels(choice, stored);
  if (!chosen.includes(channel)) return asChoice([...chosen, channel], stored);
  return chosen.length === 1
    ? choice
    : asChoice(
        chosen.filter((other) => other !== channel),
        stored,
      );
}

/** With the channel one place nearer to the front. */
export function raiseChannel(
  choice: readonly number[] | null,
  channel: number,
  stored: number,
): readonly number[] | null {
  const chosen = [...chosenChannels(choice, stored)];
  const place = chosen.indexOf(channel);
  const before = chosen[place - 1];
  if (before === undefined) return choice;
  chosen.splice(place - 1, 2, channel, before);
  return asChoice(chosen, stored);
}

function asChoice(chosen: readonly number[], stored: number): readonly number[] | null {
  const isAll = chosen.length === stored && chosen.every((channel, place) => channel === place);
  return isAll ? null : chosen;
}
