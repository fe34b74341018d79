/** A child of the viewer that tells which point of the image is clicked, and which one the pointer is over. */
import { useEffect, useRef } from 'react';
import { isOnControl, stagePoint } from './stagePoint';
import { useViewer } from './viewerContext';
import { type Point, toImage } from './viewGeometry';

export interface PixelPickerProps {
  /** Image px, perhaps beyond the image. Not called where the pointer was dragged. */
  readonly onPick: (point: Point) => void;
  /** The same while the pointer moves without a button; null once it has left. */
  readonly onHover: (point: Point | null) => void;
}

/** A pointer that moved farther than this while it was down has dragged, device px. */
const DRAG = 5;

export function PixelPicker({ onPick, onHover }: PixelPickerProps) {
  const { stage, view } = useViewer();
  const latest = useRef({ view, onPick, onHover });
  latest.current = { view, onPick, onHover };
  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const end = new AbortController();
    let down: Point | null = null;
    const onDown = (event: PointerEvent) => {
      const usable = event.isPrimary && event.button === 0 && !isOnControl(event.target, element);
      down = usable ? stagePoint(element, event) : null;
    };
    const onUp = (event: PointerEvent) => {
      const at = stagePoint(element, event);
      const still = down !== null && Math.hypot(at.x - down.x, at.y - down.y) < DRAG;
      down = null;
      if (still && event.isPrimary) latest.current.onPick(toImage(latest.current.view, at));
    };
    const onMove = (event: PointerEvent) => {
      const over =
        event.buttons === 0 && event.pointerType !== 'touch' && !isOnControl(event.target, element);
      latest.current.onHover(over ? toImage(latest.current.view, stagePoint(element, event)) : null);
    };
    const { signal } = end;
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointerup', onUp, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerleave', () => latest.current.onHover(null), { signal });
    return () => end.abort();
  }, [stage]);
  return null;
}
