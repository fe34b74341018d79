/** Whether what has the focus needs plain keys itself: page-wide keys keep out of its way. */

/** Arrows belong to these; letters and digits belong to text fields among them. */
const TAKES_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="slider"], [role="radio"], dialog, dialog *';

export function takesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(TAKES_KEYS);
}

/** The same for letters, digits and brackets alone, which switches, sliders and radio buttons leave be. */
export function takesLetters(target: EventTarget | null): boolean {
  return editsText(target) || (target instanceof Element && target.matches('select, dialog, dialog *'));
}

/** Inputs that hold text, with an undo of their own. */
const HOLDS_TEXT =
  'input:not([type="radio"], [type="checkbox"], [type="color"], [type="range"]), textarea, [contenteditable="true"]';

/** Whether what has the focus is text being edited: Ctrl-Z is its own there. */
export function editsText(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(HOLDS_TEXT);
}
