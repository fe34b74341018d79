/** How often the values of one channel occur, and the window over them, whose ends can be dragged where that is asked. */
import type { ChannelHistogram, IntensityWindow } from '../../domain/intensity';
import { formatNumber } from '../format';
import { type BarScale, barsPath } from './barsPath';
import styles from './histogram.module.css';
import { useWindowDrag } from './useWindowDrag';

export interface HistogramProps {
  readonly histogram: ChannelHistogram;
  /** "Channel 1", "DAPI". */
  readonly name: string;
  /** What the ends of the window become, for those who do not see it. */
  readonly windowText: string;
  /** Given where the ends can be moved; gets the window once a move has ended. */
  readonly onWindow?: ((window: IntensityWindow) => void) | undefined;
  readonly scale?: BarScale;
  /** Takes the height that there is, and a window can be drawn anew by dragging over the bars. */
  readonly large?: boolean;
}

/** Of the drawing's own units, which the page stretches. */
const HEIGHT = 100;

export function Histogram(props: HistogramProps) {
  const { histogram, name, windowText, onWindow, scale = 'root', large = false } = props;
  const { low, high, bins, mean } = histogram;
  const { frame, window, handle, brush } = useWindowDrag(histogram, onWindow);
  const share = (value: number) => `${100 * Math.min(1, Math.max(0, (value - low) / (high - low || 1)))}%`;
  const label =
    `${name}: values ${formatNumber(low)} to ${formatNumber(high)}, mean ${formatNumber(mean)}; ` +
    `${formatNumber(window.low)} to ${formatNumber(window.high)} become ${windowText}`;
  return (
    <figure className={styles.histogram} data-large={large || undefined}>
      <div ref={frame} className={styles.frame} {...(large ? brush : {})}>
        <svg
          className={styles.bars}
          viewBox={`0 0 ${bins.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          <path d={barsPath(bins, HEIGHT, scale)} />
        </svg>
        <div
          className={styles.window}
          style={{ left: share(window.low), right: `calc(100% - ${share(window.high)})` }}
        />
        {onWindow &&
          (['low', 'high'] as const).map((end) => (
            <div
              key={end}
              className={styles.handle}
              style={{ left: share(window[end]) }}
              role="slider"
              tabIndex={0}
              aria-label={`${end === 'low' ? 'Lower' : 'Upper'} end, ${name}`}
              aria-valuemin={low}
              aria-valuemax={high}
              aria-valuenow={window[end]}
              aria-valuetext={formatNumber(window[end])}
              {...handle(end)}
            />
          ))}
      </div>
      <figcaption className={styles.ends}>
        <span>{formatNumber(low)}</span>
        <span>{name}</span>
        <span>{formatNumber(high)}</span>
      </figcaption>
    </figure>
  );
}
