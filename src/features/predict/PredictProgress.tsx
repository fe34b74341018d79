/** The image being predicted, tile by tile, how many wait behind it, and how long it will all take. */
import { Progress } from '@mantine/core';
import { timeLeft } from '../../common/timeLeft';
import { plural } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useStudio } from '../studioContext';
import styles from './predict.module.css';

interface PredictProgressProps {
  readonly imageId: string;
  /** Tiles done of `tiles`; `tiles` is 0 until the image is cut. */
  readonly tile: number;
  readonly tiles: number;
  /** Images still to come. */
  readonly left: number;
  /** Of all; null while nobody knows. */
  readonly leftMs: number | null;
}

/** Shorter waits need no forecast, ms. */
const LONG_MS = 5000;

export function PredictProgress({ imageId, tile, tiles, left, leftMs }: PredictProgressProps) {
  const name = useStudio(
    (state) => state.data.dataset.images.find((image) => image.id === imageId)?.name ?? imageId,
  );
  const text = tiles === 0 ? 'Preparing…' : `Tile ${tile} of ${tiles}`;
  return (
    <InspectorGroup title="Predicting">
      <p className={styles.name}>{name}</p>
      <Progress
        aria-label={`Tiles of ${name} done`}
        size="sm"
        value={tiles === 0 ? 100 : (100 * tile) / tiles}
        animated={tiles === 0}
        striped={tiles === 0}
      />
      <p className={styles.progressLine} role="status">
        <span>{text}</span>
        <span>{left > 0 ? `${plural(left, 'image')} after this` : ''}</span>
      </p>
      {leftMs !== null && leftMs > LONG_MS && <p className={styles.hint}>{timeLeft(leftMs)}</p>}
    </InspectorGroup>
  );
}
