/** The image being predicted, tile by tile, and how many wait behind it. */
import { Progress } from '@mantine/core';
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
}

export function PredictProgress({ imageId, tile, tiles, left }: PredictProgressProps) {
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
    </InspectorGroup>
  );
}
