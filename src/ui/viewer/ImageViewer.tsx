/**
 * Shows one image with an overlay, to be zoomed and panned. It knows pixels only: what they mean, and which
 * image it is, is the caller's business. The view is kept while the image's size stays.
 */
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'react';
import { drawView, pixelCanvas } from './drawView';
import { useStageSize } from './useStageSize';
import { useViewGestures } from './useViewGestures';
import { useViewKeys } from './useViewKeys';
import styles from './viewer.module.css';
import { ViewerContext } from './viewerContext';
import type { Size } from './viewGeometry';
import { initialViewState, viewReducer } from './viewState';
import { ZoomBadge } from './ZoomBadge';

export interface ImageViewerProps {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4]. Uploaded once per buffer: a changed picture has to be a new array. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** [height, width, 4], drawn over the image; null for none. */
  readonly overlay: Uint8ClampedArray<ArrayBuffer> | null;
  /** Of the overlay, 0..1. */
  readonly opacity: number;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  /** Drawn over the picture. What needs the view, or the pointer, asks useViewer. */
  readonly children?: ReactNode;
}

export function ImageViewer({ width, height, rgba, overlay, opacity, label, children }: ImageViewerProps) {
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, dispatch] = useReducer(viewReducer, { width, height }, initialViewState);
  const onSize = useCallback((size: Size) => dispatch({ type: 'stage', stage: size }), []);

  useLayoutEffect(() => dispatch({ type: 'image', image: { width, height } }), [width, height]);
  useStageSize(stage, onSize);
  useViewGestures(stage, dispatch);
  useViewKeys(dispatch);

  const image = useMemo(() => pixelCanvas(width, height, rgba), [width, height, rgba]);
  const layer = useMemo(
    () => (overlay ? pixelCanvas(width, height, overlay) : null),
    [width, height, overlay],
  );

  const { view } = state;
  const access = useMemo(() => ({ stage, view, dispatch }), [view]);
  const stageWidth = state.stage.width;
  const stageHeight = state.stage.height;
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const target = canvas.current;
      if (!target) return;
      resizeCanvas(target, stageWidth, stageHeight);
      drawView(target, view, image, layer, opacity);
    });
    return () => cancelAnimationFrame(frame);
  }, [view, stageWidth, stageHeight, image, layer, opacity]);

  return (
    // A focusable group: its name says what is shown, and the zoom's buttons are inside.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; this groups a picture and its zoom.
    <div
      ref={stage}
      className={styles.stage}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: zoom and pan have to be reachable by keyboard.
      tabIndex={0}
      aria-label={`Viewer: ${label}`}
      aria-keyshortcuts="0 1 + - Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown"
    >
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={label} />
      <ViewerContext value={access}>{children}</ViewerContext>
      <ZoomBadge scale={view.scale} dispatch={dispatch} />
    </div>
  );
}

/** Setting a canvas's size clears it and costs an allocation, even where the size is the same. */
function resizeCanvas(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
