/**
 * The geometry of looking at an image through a stage: fit, zoom to a point, pan within bounds. Pure numbers;
 * drawing and gestures are elsewhere. All lengths are device px, so that scale 1 is one image pixel a screen pixel.
 */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An upright rectangle. */
export interface Box extends Point, Size {}

/** Where the image stands: its top left corner on the stage, and stage px per image px. */
export interface View extends Point {
  readonly scale: number;
}

export const MAX_SCALE = 64;

/** Shares of the stage's sides: what is revealed takes up at least, and at most, so much of them. */
const REVEALED = { least: 1 / 20, most: 0.8 };

/** The part of the image that always stays on the stage when it is panned away, px. */
const KEPT_VISIBLE = 64;

/** The whole image, centred, as large as the stage allows. Scale 1 for an empty stage or image. */
export function fitView(image: Size, stage: Size): View {
  if (isEmpty(image) || isEmpty(stage)) return { scale: 1, x: 0, y: 0 };
  const scale = Math.min(stage.width / image.width, stage.height / image.height, MAX_SCALE);
  return centredView(image, stage, scale);
}

/** The image at a scale, centred on the stage. */
export function centredView(image: Size, stage: Size, scale: number): View {
  return {
    scale,
    x: (stage.width - image.width * scale) / 2,
    y: (stage.height - image.height * scale) / 2,
  };
}

/** Zooms by a factor and leaves the image point under `at` where it is. */
export function zoomAt(view: View, at: Point, factor: number, image: Size, stage: Size): View {
  const scale = clamp(view.scale * factor, minScale(image, stage), MAX_SCALE);
  const change = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * change, y: at.y - (at.y - view.y) * change };
}

/**
 * The view with `box` (image px) in the middle of the stage, at the present scale, but for a box that would be too small
 * to make out or too large to take in.
 */
export function revealBox(view: View, box: Box, stage: Size): View {
  if (isEmpty(stage) || isEmpty(box)) return view;
  const whole = Math.min(stage.width / box.width, stage.height / box.height);
  const least = Math.min(whole * REVEALED.least, MAX_SCALE);
  const scale = clamp(view.scale, least, Math.max(least, whole * REVEALED.most));
  return {
    scale,
    x: stage.width / 2 - (box.x + box.width / 2) * scale,
    y: stage.height / 2 - (box.y + box.height / 2) * scale,
  };
}

/** The nearest view that keeps a part of the image on the stage. */
export function clampPan(view: View, image: Size, stage: Size): View {
  return {
    scale: view.scale,
    x: clampAxis(view.x, image.width * view.scale, stage.width),
    y: clampAxis(view.y, image.height * view.scale, stage.height),
  };
}

/** Zooming out ends at half of the fitted size, or at half size for an image that is magnified to fit. */
export function minScale(image: Size, stage: Size): number {
  return Math.min(1, fitView(image, stage).scale) / 2;
}

export function toImage(view: View, at: Point): Point {
  return { x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale };
}

export function isEmpty(size: Size): boolean {
  return size.width <= 0 || size.height <= 0;
}

function clampAxis(start: number, extent: number, stage: number): number {
  const kept = Math.min(KEPT_VISIBLE, extent, stage);
  return clamp(start, kept - extent, stage - kept);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
