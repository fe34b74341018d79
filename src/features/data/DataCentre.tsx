/** Middle of the Data stage: the selected image with its mask, or the drop zone while there is none. */

import { selectedImage } from '../../state/selectors';
import { plural } from '../../ui/format';
import { ImageViewer } from '../../ui/viewer/ImageViewer';
import { useStudio } from '../studioContext';
import { useImageView } from '../useImageView';
import { useLabelOverlay } from '../useLabelOverlay';
import styles from './data.module.css';
import { EmptyData } from './EmptyData';
import { ImportProgress } from './ImportProgress';

export function DataCentre() {
  const empty = useStudio((state) => state.data.dataset.images.length === 0);
  const importing = useStudio((state) => state.data.importJob.status === 'running');
  return (
    <div className={styles.centre}>
      {empty && !importing && <EmptyData />}
      {!empty && <SelectedImage />}
      <ImportProgress />
    </div>
  );
}

function SelectedImage() {
  const image = useStudio(selectedImage);
  const { classes, hidden, opacity } = useStudio((state) => state.data);
  const visible = useStudio((state) => state.shell.overlayVisible);
  const view = useImageView(image?.id ?? null);
  const overlay = useLabelOverlay(view, classes, hidden);
  if (!image) return null;
  if (!view) return <p className={styles.loading}>Opening {image.name}</p>;
  return (
    <ImageViewer
      width={view.width}
      height={view.height}
      rgba={view.rgba}
      overlay={visible ? overlay : null}
      opacity={opacity}
      label={`${image.name}, ${image.mask ? `mask with ${plural(classes.length, 'class', 'classes')}` : 'no mask'}`}
    />
  );
}
