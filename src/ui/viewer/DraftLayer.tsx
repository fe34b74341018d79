/** A child of the viewer that shows an outline while it is drawn: its line, and its corners where they are few. */
import styles from './viewer.module.css';
import { useViewer } from './viewerContext';
import type { Point } from './viewGeometry';

export interface DraftLayerProps {
  /** Image px. */
  readonly points: readonly Point[];
  /** Whether each point is a corner of its own, to be seen. */
  readonly corners: boolean;
  /** Where the next one would be; null for none. */
  readonly next: Point | null;
}

/** Half the side of a corner's mark, px of the screen. */
const MARK = 3;

export function DraftLayer({ points, corners, next }: DraftLayerProps) {
  const { view } = useViewer();
  if (points.length === 0) return null;
  const ratio = window.devicePixelRatio;
  const onScreen = ({ x, y }: Point): Point => ({
    x: (Math.round(view.x) + x * view.scale) / ratio,
    y: (Math.round(view.y) + y * view.scale) / ratio,
  });
  const placed = points.map(onScreen);
  const line = pathOf(next === null ? placed : [...placed, onScreen(next)]);
  return (
    <svg className={styles.outlines} aria-hidden="true" data-part="draft">
      <g className={styles.outline} data-look="selected">
        <path className={styles.outlineEdge} d={line} />
        <path d={line} />
      </g>
      {corners &&
        placed.map(({ x, y }, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place in the outline.
            key={index}
            className={styles.corner}
            data-first={index === 0 || undefined}
            x={x - MARK}
            y={y - MARK}
            width={2 * MARK}
            height={2 * MARK}
          />
        ))}
    </svg>
  );
}

function pathOf(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}
