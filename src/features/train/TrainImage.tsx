/** The selected image with its mask, and what training does with it. */
import { Badge } from '@mantine/core';
import { useMemo } from 'react';
import type { ImageItem } from '../../domain/data';
import type { Glimpse } from '../../domain/train';
import { selectedImage } from '../../state/selectors';
import { plural } from '../../ui/format';
import { ImageViewer } from '../../ui/viewer/ImageViewer';
import { NoImages } from '../NoImages';
import { useStudio } from '../studioContext';
import { useImageView } from '../useImageView';
import { useLabelOverlay } from '../useLabelOverlay';
import { glimpseLabels } from './glimpseLabels';
import { heldOutImages, type ImageRole, roleOf } from './heldOut';
import styles from './train.module.css';

const ROLE_TEXT: Readonly<Record<ImageRole, string>> = {
  train: 'Trained on',
  'held-out': 'Held out: never trained on',
  unlabelled: 'No mask: not used in training',
};

export function TrainImage() {
  const image = useStudio(selectedImage);
  const view = useImageView(image?.id ?? null);
  const role = useRole();
  const classes = useStudio((state) => state.data.classes);
  const hidden = useStudio((state) => state.data.hidden);
  const opacity = useStudio((state) => state.data.opacity);
  const visible = useStudio((state) => state.shell.overlayVisible);
  const glimpse = useGlimpse(image?.id ?? null);
  const part = useMemo(() => (glimpse && view ? glimpseLabels(glimpse, view) : null), [glimpse, view]);
  const overlay = useLabelOverlay(part ?? view, classes, hidden);
  if (image === null) return <NoImages>There are no images to train on yet.</NoImages>;
  if (view === null) return null;
  return (
    <ImageViewer
      width={view.width}
      height={view.height}
      rgba={view.rgba}
      overlay={visible ? overlay : null}
      opacity={opacity}
      label={glimpse ? `${image.name}, predicted in the middle` : maskLabel(image)}
    >
      {role && (
        <Badge className={styles.role} variant="default" tt="none" fw={500}>
          {glimpse ? `Prediction after ${plural(glimpse.step, 'step')}` : ROLE_TEXT[role]}
        </Badge>
      )}
    </ImageViewer>
  );
}

/** What the run under way makes of this image; its mask is shown before and after the run. */
function useGlimpse(imageId: string | null): Glimpse | null {
  const running = useStudio((state) => state.train.job.status === 'running');
  const glimpse = useStudio((state) => state.train.glimpse);
  return running && glimpse?.imageId === imageId ? glimpse : null;
}

function maskLabel({ name, mask }: ImageItem): string {
  return `${name}${mask ? ' with its mask' : ''}`;
}

function useRole(): ImageRole | null {
  const image = useStudio(selectedImage);
  const dataset = useStudio((state) => state.data.dataset);
  const count = useStudio((state) => state.train.settings.validationImages);
  return image === null ? null : roleOf(image, heldOutImages(dataset, count));
}
