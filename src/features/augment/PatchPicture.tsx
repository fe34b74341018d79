/** One patch under the layers that are switched on. Painted at once at first, later when a frame has time for it. */
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Patch } from '../../domain/augment';
import { forgetPaint, paintSoon } from '../../ui/paintQueue';
import styles from './augment.module.css';
import { patchLines } from './patchLines';
import { type PatchLook, patchPixels } from './patchPixels';

export interface PatchPictureProps {
  readonly patch: Patch;
  readonly look: PatchLook;
  /** Lines over the picture, x, y of each point in turn, px of the patch; null for none. */
  readonly grid: readonly Float32Array[] | null;
}

export function PatchPicture({ patch, look, grid }: PatchPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { inputSize } = patch;
  const painted = useRef(false);
  useLayoutEffect(() => {
    const target = canvas.current;
    if (target === null) return undefined;
    // A card that is new on the screen would be blank for a moment.
    if (!painted.current) {
      painted.current = true;
      paint(target, patch, look);
      return undefined;
    }
    paintSoon(target, () => paint(target, patch, look));
    return () => forgetPaint(target);
  }, [patch, look]);
  return (
    <>
      <canvas ref={canvas} aria-hidden />
      {grid && <Lines side={inputSize} grid={grid} />}
    </>
  );
}

/** The size is set with the pixels: setting it clears the canvas, and the old patch stays until the new one is there. */
function paint(canvas: HTMLCanvasElement, patch: Patch, look: PatchLook): void {
  const { inputSize } = patch;
  const pixels = new ImageData(patchPixels(patch, look), inputSize, inputSize);
  if (canvas.width !== inputSize) canvas.width = inputSize;
  if (canvas.height !== inputSize) canvas.height = inputSize;
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
}

function Lines({ side, grid }: { readonly side: number; readonly grid: readonly Float32Array[] }) {
  const path = useMemo(() => patchLines(grid), [grid]);
  return (
    <svg
      className={styles.lines}
      viewBox={`0 0 ${side} ${side}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} />
      <path d={path} />
    </svg>
  );
}
