/**
 * A child of the viewer: a layer over the picture that changes in parts. Only the part that changed is coloured and
 * uploaded; the browser lays the layer over the picture.
 */
import { useEffect, useRef } from 'react';
import styles from './viewer.module.css';
import { useViewer } from './viewerContext';
import type { Box } from './viewGeometry';

export interface PaintedLayerProps {
  readonly width: number;
  readonly height: number;
  /** Of the layer, 0..1. */
  readonly opacity: number;
  /** RGBA of a part, [height, width, 4]; another function has all of it coloured anew. */
  readonly colour: (part: Box) => Uint8ClampedArray<ArrayBuffer>;
  /** Calls back with each part that changes until the returned function is called. */
  readonly subscribe: (onChange: (part: Box) => void) => () => void;
}

export function PaintedLayer({ width, height, opacity, colour, subscribe }: PaintedLayerProps) {
  const { view } = useViewer();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return undefined;
    const draw = (part: Box) =>
      context.putImageData(new ImageData(colour(part), part.width, part.height), part.x, part.y);
    draw({ x: 0, y: 0, width, height });
    return subscribe(draw);
  }, [width, height, colour, subscribe]);
  const ratio = window.devicePixelRatio;
  // As the picture under it, on whole device px; see drawView.
  const at = [view.x, view.y].map((start) => `${Math.round(start) / ratio}px`).join(', ');
  const by = [width, height].map((side) => Math.round(side * view.scale) / side / ratio).join(', ');
  return (
    <canvas
      ref={canvas}
      className={styles.painted}
      data-part="correction"
      data-magnified={view.scale >= 1 || undefined}
      style={{ opacity, transform: `translate(${at}) scale(${by})` }}
      {...{ width, height }}
    />
  );
}
