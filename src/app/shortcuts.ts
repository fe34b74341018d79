/** Every key of the studio: the list behind `?`, and what the page itself does with a key. */

import type { Studio } from '../state/createStudioStore';
import { STAGES } from '../state/stage';

export interface ShortcutGroup {
  readonly title: string;
  /** Keys as drawn, and what they do. */
  readonly keys: readonly (readonly [readonly string[], string])[];
}

export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      [['Alt', '1–5'], 'Open a stage'],
      [['←', '→'], 'Image before, image after'],
      [['Home', 'End'], 'First image, last image'],
      [['H'], 'Hide or show overlays'],
      [['Ctrl or ⌘', 'Z'], 'Undo; with Shift, redo'],
      [['?'], 'This list'],
    ],
  },
  {
    title: 'Viewer',
    keys: [
      [['0'], 'Fit the image'],
      [['1'], '100 %'],
      [['+', '−'], 'Zoom in, zoom out'],
      [['Wheel'], 'Zoom to the pointer'],
      [['Drag'], 'Pan; Shift and arrows do the same'],
    ],
  },
  {
    title: 'Draw (Data, Predict)',
    keys: [
      [['B', 'E'], 'Brush, eraser'],
      [['P', 'L'], 'Polygon, lasso'],
      [['F', 'W'], 'Fill an area, or what looks alike'],
      [['I'], 'Ignore pixels'],
      [['[', ']'], 'Smaller, larger brush'],
      [['1–9'], 'Class, with a tool in hand'],
      [['G', 'S'], 'Grow or shrink the object under the pointer'],
      [['K'], 'Fill its holes'],
      [['Enter', '⌫'], 'Close the polygon, take a corner back'],
      [['X'], 'Labels as areas or as outlines'],
      [['A', 'R'], 'Predict: accept or reject the object under the pointer'],
      [['Space'], 'Drag pans, whatever the tool'],
      [['Esc'], 'Leave the polygon, lay the tool down'],
    ],
  },
  {
    title: 'Predict',
    keys: [
      [['O'], 'Open or fold the objects'],
      [['Esc'], 'No object chosen'],
    ],
  },
  {
    title: 'Augment',
    keys: [
      [['R'], 'New seed; with Shift, the one before'],
      [['P'], 'Pin the patch that has the focus'],
      [['I', 'L'], 'Layers: image, labels'],
      [['G', 'W'], 'Layers: deformation grid, weights'],
      [['M'], 'Weight map of the whole image'],
    ],
  },
];

/** What a key means to the page as a whole; false where it means nothing. Keys typed into a field never come here. */
export function pressKey(key: KeyPress, studio: Studio, openHelp: () => void): boolean {
  const { store, actions } = studio;
  const stageOfDigit = key.alt ? STAGES[Number(key.digit ?? 0) - 1] : undefined;
  if (stageOfDigit) actions.shell.open(stageOfDigit);
  else if (key.alt) return false;
  else if (key.name === '?') openHelp();
  else if (key.name === 'h') actions.shell.toggleOverlay();
  else if (store.getState().shell.stage === 'augment' && pressAugmentKey(key, studio)) return true;
  else if (store.getState().shell.stage === 'predict' && pressPredictKey(key, studio)) return true;
  else if (isPlainX(key) && store.getState().shell.stage === 'data') actions.objects.toggleOutlines();
  else if (key.name === 'ArrowLeft') actions.data.selectBy(-1);
  else if (key.name === 'ArrowRight') actions.data.selectBy(1);
  else if (key.name === 'Home') actions.data.selectBy(Number.NEGATIVE_INFINITY);
  else if (key.name === 'End') actions.data.selectBy(Number.POSITIVE_INFINITY);
  else return false;
  return true;
}

function isPlainX({ name, shift }: KeyPress): boolean {
  return name === 'x' && !shift;
}

const LAYER_KEYS = { i: 'image', l: 'labels', g: 'grid', w: 'weights' } as const;

/** The Augment stage's own keys. P belongs to the patch that has the focus. */
function pressAugmentKey({ name, shift }: KeyPress, { store, actions: { augment } }: Studio): boolean {
  if (name === 'r') augment.moveSeed(shift ? -1 : 1);
  else if (shift) return false;
  else if (name === 'm') augment.show(store.getState().augment.mode === 'weights' ? 'patches' : 'weights');
  else if (isLayerKey(name)) augment.toggleLayer(LAYER_KEYS[name]);
  else return false;
  return true;
}

function isLayerKey(name: string): name is keyof typeof LAYER_KEYS {
  return Object.hasOwn(LAYER_KEYS, name);
}

/** The Predict stage's own keys. */
function pressPredictKey({ name, shift }: KeyPress, { store, actions: { shell, objects } }: Studio): boolean {
  if (shift) return false;
  if (name === 'o') shell.setDrawer({ open: !store.getState().shell.drawer.open });
  else if (name === 'x') objects.toggleOutlines();
  else if (name === 'Escape' && store.getState().objects.selected !== null) objects.select(null, 'image');
  else return false;
  return true;
}

/** What a key with Ctrl or Cmd means to the page; false where it is the browser's. */
export function pressCommand({ name }: KeyPress, shift: boolean, { actions }: Studio): boolean {
  if (name === 'z') void (shift ? actions.history.redo() : actions.history.undo());
  else if (name === 'y' && !shift) void actions.history.redo();
  else return false;
  return true;
}

export interface KeyPress {
  /** As in KeyboardEvent.key, letters in lower case. */
  readonly name: string;
  /** The digit of the physical key, where it is one: Alt changes what `key` says on some systems. */
  readonly digit: string | null;
  readonly alt: boolean;
  readonly shift: boolean;
}
