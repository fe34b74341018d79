/** Whether what has the focus needs plain keys itself: page-wide keys keep out of its way. */

/** Arrows belong to these; letters and digits belong to text fields among them. */
const TAKES_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="slider"], [role="radio"], dialog, dialog *';

export function takesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(TAKES_KEYS);
}
