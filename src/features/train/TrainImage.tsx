/**
 * The image in hand: its mask before a run, and what the network made of it while it learned, at the moment that is
 * looked at; beside it the pinned moment, where there is one.
 */
import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { glimpseAt } from '../../domain/glimpseReel';
import type { Glimpse } from '../../domain/trainEvents';
import { selectedImage } from '../../state/selectors';
import type { TrainState } from '../../state/trainSlice';
import { formatCount, formatShare } from '../../ui/format';
import { ImageViewer } from '../../ui/viewer/ImageViewer';
import { NoImages } from '../NoImages';
import { useStudio } from '../studioContext';
import { useImageView } from '../useImageView';
import { useLabelOverlay } from '../useLabelOverlay';
import { ERROR_CLASSES, ERROR_HIDDEN, glimpseErrors } from './glimpseErrors';
import { glimpseLabels } from './glimpseLabels';
import { roleText } from './imageRole';
import { shownReel } from './shownRun';
import { framed } from './tileFrame';
import styles from './train.module.css';
import { useFade } from './useFade';
import { useMarkedTile } from './useMarkedTile';

type Look = 'prediction' | 'mask' | 'errors';

export function TrainImage() {
  const image = useStudio(selectedImage);
  const glimpse = useGlimpse((train) => train.moment);
  const pinned = useStudio((state) => state.train.pinned);
  const held = useGlimpse((train) => train.pinned);
  const [look, setLook] = useState<Look>('prediction');
  if (image === null) return <NoImages>There are no images to train on yet.</NoImages>;
  return (
    <div className={styles.moments}>
      <Moment glimpse={glimpse} look={look} onLook={setLook} />
      {pinned !== null && held !== null && <Moment glimpse={held} look={look} onLook={null} />}
    </div>
  );
}

interface MomentProps {
  /** Null: the mask. */
  readonly glimpse: Glimpse | null;
  readonly look: Look;
  /** Null where another picture has the choice. */
  readonly onLook: ((look: Look) => void) | null;
}

function Moment({ glimpse, look, onLook }: MomentProps) {
  const image = useStudio(selectedImage);
  const view = useImageView(image?.id ?? null);
  const opacity = useStudio((state) => state.data.opacity);
  const visible = useStudio((state) => state.shell.overlayVisible);
  const { overlay, share } = useOverlay(glimpse, look, image?.id ?? null);
  const strength = useFade(glimpse);
  const role = useRole();
  if (image === null || view === null) return null;
  const shown = glimpse === null || look === 'mask' ? 'mask' : look;
  return (
    <div className={styles.moment}>
      <ImageViewer
        width={view.width}
        height={view.height}
        rgba={view.rgba}
        overlay={visible ? overlay : null}
        opacity={opacity * strength}
        label={`${image.name}${LABELS[shown]}`}
      >
        <div className={styles.caption}>
          <span>{glimpse === null ? role : captionOf(glimpse, shown, share)}</span>
          {glimpse !== null && onLook !== null && (
            <SegmentedControl
              size="xs"
              aria-label="Show over the image"
              data={[
                { value: 'prediction', label: 'Prediction' },
                { value: 'errors', label: 'Errors' },
                { value: 'mask', label: 'Mask' },
              ]}
              value={look}
              onChange={(value) => onLook(value as Look)}
            />
          )}
        </div>
      </ImageViewer>
    </div>
  );
}

const LABELS: Readonly<Record<Look, string>> = {
  prediction: ', predicted in the middle',
  errors: ', errors of the prediction in the middle',
  mask: ' with its mask',
};

function captionOf({ step }: Glimpse, look: Look, share: number | null): string {
  if (look === 'mask') return 'Mask';
  const wrong = look === 'errors' && share !== null ? `: ${formatShare(share)} wrong` : '';
  return `After step ${formatCount(step)}${wrong}`;
}

/** The colours over the image, with the tile that was picked among the worst framed. */
function useOverlay(glimpse: Glimpse | null, look: Look, imageId: string | null) {
  const view = useImageView(imageId);
  const classes = useStudio((state) => state.data.classes);
  const hidden = useStudio((state) => state.data.hidden);
  const part = useMemo(() => (glimpse && view ? glimpseLabels(glimpse, view) : null), [glimpse, view]);
  const errors = useMemo(
    () => (part && view?.labels && look === 'errors' ? glimpseErrors(part, view.labels, view.ignore) : null),
    [part, view, look],
  );
  const plain = useLabelOverlay(look === 'mask' ? view : (part ?? view), classes, hidden);
  const wrong = useLabelOverlay(errors, ERROR_CLASSES, ERROR_HIDDEN);
  const tile = useMarkedTile(imageId);
  const colours = errors ? wrong : plain;
  const overlay = useMemo(
    () => (tile && view ? framed(colours, view, tile) : colours),
    [colours, view, tile],
  );
  return { overlay, share: errors?.share ?? null };
}

/** The glimpse of the selected image at a moment; null where there is none. */
function useGlimpse(momentOf: (train: TrainState) => number | null): Glimpse | null {
  const imageId = useStudio((state) => state.data.selectedId);
  const reel = useStudio((state) => shownReel(state.train));
  const moment = useStudio((state) => momentOf(state.train));
  return useMemo(() => {
    const ofImage = reel.filter((glimpse) => glimpse.imageId === imageId);
    return glimpseAt(ofImage, moment ?? Number.POSITIVE_INFINITY);
  }, [reel, imageId, moment]);
}

function useRole(): string | null {
  const image = useStudio(selectedImage);
  const dataset = useStudio((state) => state.data.dataset);
  const settings = useStudio((state) => state.train.settings);
  return image === null ? null : roleText(image, dataset, settings);
}
