/** A small still picture with an overlay: thumbnails and patches. Not for zooming; ImageViewer does that. */
import { useEffect, useRef } from 'react';
import { blend } from './overlay';

export interface PixelCanvasProps {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4]. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** [height, width, 4], or null. */
  readonly overlay: Uint8ClampedArray<ArrayBuffer> | null;
  /** Of the overlay, 0..1. */
  readonly opacity: number;
  /** Empty where the element around it says what the picture is. */
  readonly label: string;
  readonly className?: string | undefined;
}

export function PixelCanvas({ width, height, rgba, overlay, opacity, label, className }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(blend(rgba, overlay, opacity), width, height), 0, 0);
  }, [width, height, rgba, overlay, opacity]);
  const naming = label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <canvas ref={canvas} className={className} {...{ width, height }} {...naming} />;
}
