/** The weights of the selected image as a heat map over it, as they are before any augmentation. */
import { useEffect, useMemo } from 'react';
import { hasLabels, type ImageItem } from '../../domain/data';
import type { WeightView } from '../../domain/weights';
import type { ImageView } from '../../state/engineTypes';
import { selectedImage } from '../../state/selectors';
import { Callout } from '../../ui/callout/Callout';
import { ImageViewer } from '../../ui/viewer/ImageViewer';
import { useActions, useStudio } from '../studioContext';
import { useImageView } from '../useImageView';
import styles from './augment.module.css';
import { HEAT_OPACITY } from './patchPixels';
import { weightLayer } from './weightLayer';

export function WeightMap({ maxWeight }: { readonly maxWeight: number }) {
  const { refreshWeightMap } = useActions().augment;
  const image = useStudio(selectedImage);
  const imageId = image?.id ?? null;
  const view = useImageView(imageId);
  const map = useStudio(({ augment }) =>
    augment.weightMap?.imageId === imageId ? (augment.weightMap?.view ?? null) : null,
  );
  const busy = useStudio((state) => state.augment.weightJob.status === 'running');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another image has other weights.
  useEffect(() => void refreshWeightMap(), [refreshWeightMap, imageId]);
  return (
    <>
      {map?.gapsSentence && <Callout tone="warning">{map.gapsSentence}</Callout>}
      <div className={styles.map} aria-busy={busy}>
        {image && view && map ? (
          <Heated image={image} view={view} map={map} maxWeight={maxWeight} />
        ) : (
          <p className={styles.none}>{waitingText(image, busy || view === null)}</p>
        )}
      </div>
    </>
  );
}

function waitingText(image: ImageItem | null, busy: boolean): string {
  if (image === null) return 'Weights appear here once there is an image with a mask.';
  if (hasLabels(image) && busy) return `Weighing ${image.name}`;
  return `${image.name} has no mask that is used, so there is nothing to weigh. Choose another image below.`;
}

interface HeatedProps {
  readonly image: ImageItem;
  readonly view: ImageView;
  readonly map: WeightView;
  readonly maxWeight: number;
}

function Heated({ image, view, map, maxWeight }: HeatedProps) {
  const visible = useStudio((state) => state.shell.overlayVisible);
  const layer = useMemo(() => weightLayer(map, view, image, maxWeight), [map, view, image, maxWeight]);
  return (
    <ImageViewer
      width={view.width}
      height={view.height}
      rgba={view.rgba}
      overlay={visible ? layer : null}
      opacity={HEAT_OPACITY}
      label={`${image.name}, weights of its pixels`}
    />
  );
}
