/** Puts pixels on the viewer's canvas. Buffers become canvases once; a frame only draws those. */
import type { View } from './viewGeometry';

/** [height, width, 4] as a canvas that can be drawn at any scale without another upload. */
export function pixelCanvas(
  width: number,
  height: number,
  rgba: Uint8ClampedArray<ArrayBuffer>,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas;
}

/** Draws the layers one over the other. Magnified pixels stay squares; shrunk images are averaged. */
export function drawView(
  target: HTMLCanvasElement,
  view: View,
  image: HTMLCanvasElement,
  overlay: HTMLCanvasElement | null,
  opacity: number,
): void {
  const context = target.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, target.width, target.height);
  context.imageSmoothingEnabled = view.scale < 1;
  context.imageSmoothingQuality = 'high';
  drawLayer(context, view, image, 1);
  if (overlay && opacity > 0) drawLayer(context, view, overlay, opacity);
}

function drawLayer(
  context: CanvasRenderingContext2D,
  view: View,
  layer: HTMLCanvasElement,
  opacity: number,
): void {
  context.globalAlpha = opacity;
  // Whole device pixels, so that the edge of the image is never half covered.
  const left = Math.round(view.x);
  const top = Math.round(view.y);
  context.drawImage(
    layer,
    left,
    top,
    Math.round(layer.width * view.scale),
    Math.round(layer.height * view.scale),
  );
  context.globalAlpha = 1;
}
