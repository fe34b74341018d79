/** How long work will still take, in words: for the page and for the command line. */

/** How long something will take, rounded up and calm: "a few seconds left", "40 s left", "3 min left". */
export function timeLeft(ms: number): string {
  if (ms <= 5000) return 'a few seconds left';
  if (ms <= 60_000) return `${Math.ceil(ms / 5000) * 5} s left`;
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 60 ? `${minutes} min left` : hoursLeft(Math.floor(minutes / 60), minutes % 60);
}

function hoursLeft(hours: number, minutes: number): string {
  return minutes === 0 ? `${hours} h left` : `${hours} h ${minutes} min left`;
}
