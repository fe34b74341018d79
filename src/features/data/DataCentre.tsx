/** Middle of the Data stage: the selected image with its mask, or the drop zone while there is none. */
import { useMemo } from 'react';
import type { ImageItem } from '../../domain/data';
import { selectedImage } from '../../state/selectors';
import { plural } from '../../ui/format';
import { labelsToRgba } from '../../ui/overlay';
import { ImageViewer } from '../../ui/viewer/ImageViewer';
import { useStudio } from '../studioContext';
import { useImageView } from '../useImageView';
import { useLabelOverlay } from '../useLabelOverlay';
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
  const repaired = useRepairedLabels(image.id);
  const overlay = useLabelOverlay(repaired ?? view, classes, hidden);
  if (!view) return <p className={styles.loading}>Opening {image.name}</p>;
  return (
    <ImageViewer
      width={view.width}
      height={view.height}
      rgba={view.rgba}
      overlay={visible ? overlay : null}
      opacity={opacity}
      label={`${image.name}, ${image.mask ? `mask with ${plural(classes.length, 'class', 'classes')}` : 'no mask'}`}
    >
      <EvidenceLayer imageId={image.id} />
    </ImageViewer>
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
