/** A child of the viewer: a few words beside a point of the image. The pointer goes through it. */
import type { ReactNode } from 'react';
import styles from './viewer.module.css';
import { useViewer } from './viewerContext';
import type { Point } from './viewGeometry';

export interface PointLabelProps {
  /** Image px. */
  readonly at: Point;
  readonly children: ReactNode;
}

export function PointLabel({ at, children }: PointLabelProps) {
  const { stage, view } = useViewer();
  const ratio = window.devicePixelRatio;
  const left = (view.x + at.x * view.scale) / ratio;
  const top = (view.y + at.y * view.scale) / ratio;
  // On the side where there is room.
  const beyond = left > (stage.current?.clientWidth ?? 0) / 2;
  return (
    <div
      className={styles.pointLabel}
      style={{ left, top, transform: `translate(${beyond ? 'calc(-100% - 12px)' : '12px'}, 12px)` }}
      aria-hidden="true"
    >
      {children}
    </div>
  );
}
