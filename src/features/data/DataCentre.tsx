/** Middle of the Data stage: the selected image with its mask, or the drop zone while there is none. */
import { useMemo } from 'react';
import { type ImageItem, labelledImages } from '../../domain/data';
import { isDrawable } from '../../state/drawEasel';
import type { ImageView } from '../../state/engineTypes';
import { isPainting } from '../../state/paintSlice';
import { selectedImage } from '../../state/selectors';
import { plural } from '../../ui/format';
import { labelsToRgba } from '../../ui/overlay';
import { keepRims } from '../../ui/rims';
import { ImageViewer } from '../../ui/viewer/ImageViewer';
import { useStudio } from '../studioContext';
import { useImageView } from '../useImageView';
import { useLabelOverlay } from '../useLabelOverlay';
import { StartButton } from './DrawGroup';
import { Drawing, DrawingKeys } from './Drawing';
import styles from './data.module.css';
import { EmptyData } from './EmptyData';
import { EvidenceLayer } from './EvidenceLayer';
import { ImportProgress } from './ImportProgress';
import { useMaskBefore } from './useMaskBefore';
import { useRepairedLabels } from './useRepairedLabels';

export function DataCentre() {
  const empty = useStudio((state) => state.data.dataset.images.length === 0);
  const importing = useStudio((state) => state.data.importJob.status === 'running');
  const image = useStudio(selectedImage);
  const before = useStudio((state) => state.data.before);
  return (
    <div className={styles.centre}>
      {empty && !importing && <EmptyData />}
      {image && (before && image.mask ? <MaskInItsFile image={image} /> : <ImageWithMask image={image} />)}
      <ImportProgress />
    </div>
  );
}

function ImageWithMask({ image }: { readonly image: ImageItem }) {
  const { classes, hidden, opacity } = useStudio((state) => state.data);
  const visible = useStudio((state) => state.shell.overlayVisible);
  const view = useImageView(image.id);
  const painting = useStudio(isPainting);
  const outlines = useStudio((state) => state.objects.outlines);
  const repaired = useRepairedLabels(image.id, view);
  const areas = useLabelOverlay(repaired ?? view, classes, hidden);
  const overlay = useMemo(
    () => (outlines && view && areas ? rimsOf(areas, repaired ?? view) : areas),
    [outlines, view, repaired, areas],
  );
  if (!view) {
    return (
      <>
        <p className={styles.loading}>Opening {image.name}</p>
        <DrawingKeys />
      </>
    );
  }
  return (
    <ImageViewer
      width={view.width}
      height={view.height}
      rgba={view.rgba}
      overlay={visible && !painting ? overlay : null}
      opacity={opacity}
      label={`${image.name}, ${labelText(image, classes.length)}`}
    >
      <EvidenceLayer imageId={image.id} scale={view.width / image.width} />
      <Drawing />
      <NoLabels image={image} />
    </ImageViewer>
  );
}

function rimsOf(
  areas: Uint8ClampedArray<ArrayBuffer>,
  { labels, width, height }: Pick<ImageView, 'labels' | 'width' | 'height'>,
) {
  const rims = areas.slice();
  if (labels) keepRims(rims, labels, width, height);
  return rims;
}

function labelText({ mask, drawn }: ImageItem, classes: number): string {
  if (drawn !== undefined) return `drawn labels with ${plural(classes, 'class', 'classes')}`;
  return mask ? `mask with ${plural(classes, 'class', 'classes')}` : 'no mask';
}

/** Where a set has no labels at all, the way to the first ones is over the image. */
function NoLabels({ image }: { readonly image: ImageItem }) {
  const isNeeded = useStudio(
    ({ data, paint }) => paint.tools.data === null && labelledImages(data.dataset).length === 0,
  );
  if (!isNeeded || !isDrawable(image)) return null;
  return (
    <div className={styles.noLabels}>
      No labels yet. Add masks, or <StartButton />
    </div>
  );
}

/** Neither a class's colour nor the page's accent, and rare in masks. */
const CHANGED_COLORS = ['#000000', '#ff2fa0'];
const UNCHANGED: ReadonlySet<number> = new Set([0]);

function MaskInItsFile({ image }: { readonly image: ImageItem }) {
  const visible = useStudio((state) => state.shell.overlayVisible);
  const mask = useMaskBefore(image.id);
  const overlay = useMemo(
    () => (mask?.changed ? labelsToRgba(mask.changed, null, CHANGED_COLORS, UNCHANGED) : null),
    [mask],
  );
  if (!mask) return <p className={styles.loading}>Opening the mask of {image.name}</p>;
  return (
    <ImageViewer
      width={mask.width}
      height={mask.height}
      rgba={mask.rgba}
      overlay={visible ? overlay : null}
      opacity={1}
      label={`${image.name}, its mask as in the file`}
    />
  );
}
