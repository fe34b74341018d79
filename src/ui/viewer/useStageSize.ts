/** Reports the stage's size in device px, at first and whenever the element or the pixel ratio changes. */
import { type RefObject, useLayoutEffect } from 'react';
import type { Size } from './viewGeometry';

export function useStageSize(stage: RefObject<HTMLElement | null>, onSize: (size: Size) => void): void {
  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const measure = () => onSize(deviceSize(element));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // Zooming the page changes the ratio and fires resize, even where the element keeps its CSS size.
    window.addEventListener('resize', measure);
    measure();
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [stage, onSize]);
}

function deviceSize(element: HTMLElement): Size {
  const ratio = window.devicePixelRatio;
  return {
    width: Math.round(element.clientWidth * ratio),
    height: Math.round(element.clientHeight * ratio),
  };
}
