/** Where the pointer is on the viewer's stage, and whether it is on one of the stage's own controls. */
import type { Point } from './viewGeometry';

/** Device px from the stage's top left corner. */
export function stagePoint(stage: HTMLElement, event: MouseEvent): Point {
  const box = stage.getBoundingClientRect();
  const ratio = window.devicePixelRatio;
  return { x: (event.clientX - box.left) * ratio, y: (event.clientY - box.top) * ratio };
}

/** Whether an event is a button's or a slider's that lies over the picture. */
export function isOnControl(target: EventTarget | null, stage: HTMLElement): boolean {
  const control = target instanceof Element ? target.closest('button, input, a, [role="slider"]') : null;
  return control !== null && stage.contains(control);
}
