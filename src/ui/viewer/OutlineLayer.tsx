/** A child of the viewer that draws lines over the picture, as thin at any zoom. For a few shapes, not for thousands. */

import styles from './viewer.module.css';
import { useViewer } from './viewerContext';

export interface Outline {
  readonly key: string;
  /** An SVG path in image px. */
  readonly path: string;
  /** Whether it is what is worked on, or only pointed at. */
  readonly look: 'selected' | 'hovered';
}

export function OutlineLayer({ outlines }: { readonly outlines: readonly Outline[] }) {
  const { view } = useViewer();
  if (outlines.length === 0) return null;
  const ratio = window.devicePixelRatio;
  // The picture stands on whole device px; see drawView.
  const [left, top] = [Math.round(view.x) / ratio, Math.round(view.y) / ratio];
  return (
    <svg className={styles.outlines} aria-hidden="true">
      <g transform={`translate(${left} ${top}) scale(${view.scale / ratio})`}>
        {outlines.map(({ key, path, look }) => (
          <g key={key} className={styles.outline} data-look={look}>
            <path className={styles.outlineEdge} d={path} />
            <path d={path} />
          </g>
        ))}
      </g>
    </svg>
  );
}
