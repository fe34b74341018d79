/** The tiles of held-out images that were predicted worst at the last check: where to look, and what to label more of. */
import { useMemo } from 'react';
import type { TileScore } from '../../domain/trainEvents';
import { formatScore } from '../../ui/format';
import { PixelCanvas } from '../../ui/PixelCanvas';
import { useActions, useStudio } from '../studioContext';
import { useImageView } from '../useImageView';
import { useLabelOverlay } from '../useLabelOverlay';
import { croppedPixels, croppedView } from './croppedView';
import styles from './strips.module.css';
import { useTileRect } from './useMarkedTile';

const SHOWN = 24;

export function TileStrip() {
  const tiles = useStudio((state) => state.train.tiles);
  const live = useStudio((state) => state.train.shownRunId === null);
  const scored = tiles.filter(({ meanDice }) => meanDice !== null).slice(0, SHOWN);
  if (!live || scored.length === 0) {
    return (
      <p className={styles.empty}>
        The worst tiles of held-out images stand here after the first check of a run.
      </p>
    );
  }
  return (
    <ul className={styles.strip} aria-label="Worst tiles">
      {scored.map((tile) => (
        <li key={`${tile.imageId} ${tile.x} ${tile.y}`}>
          <Tile tile={tile} />
        </li>
      ))}
    </ul>
  );
}

function Tile({ tile }: { readonly tile: TileScore }) {
  const { train, data } = useActions();
  const name = useStudio((state) => state.data.dataset.images.find(({ id }) => id === tile.imageId)?.name);
  const marked = useStudio((state) => state.train.markedTile === tile);
  const rect = useTileRect(tile);
  const view = useImageView(tile.imageId);
  const part = useMemo(() => (view && rect ? croppedView(view, rect) : null), [view, rect]);
  const classes = useStudio((state) => state.data.classes);
  const hidden = useStudio((state) => state.data.hidden);
  const opacity = useStudio((state) => state.data.opacity);
  const overlay = useLabelOverlay(part, classes, hidden);
  const rgba = useMemo(() => (view && rect ? croppedPixels(view, rect) : null), [view, rect]);
  const show = () => {
    data.select(tile.imageId);
    train.markTile(marked ? null : tile);
  };
  return (
    <button
      type="button"
      className={styles.tile}
      aria-pressed={marked}
      title={`${name ?? ''}: Dice ${formatScore(tile.meanDice)} at ${tile.x}, ${tile.y} px`}
      onClick={show}
    >
      <span className={styles.picture}>
        {rect && rgba && <PixelCanvas {...{ ...rect, rgba, overlay, opacity }} label="" />}
      </span>
      <span className={styles.name}>Dice {formatScore(tile.meanDice)}</span>
      <span className={styles.detail}>{name}</span>
    </button>
  );
}
