/** Stage "predict" in the middle: the selected image under what the model says about it. */
import type { ReactNode } from 'react';
import { isPainting } from '../../state/paintSlice';
import { selectedImage } from '../../state/selectors';
import { ImageViewer } from '../../ui/viewer/ImageViewer';
import { NoImages } from '../NoImages';
import { useStudio } from '../studioContext';
import { useImageView } from '../useImageView';
import { Correcting } from './correct/Correcting';
import { ObjectPicking } from './objects/ObjectPicking';
import styles from './predict.module.css';
import { usePredictionOverlay } from './usePredictionOverlay';
import { useSelectedPrediction, useSelectedSummary } from './useSelectedPrediction';

export function PredictCentre() {
  const image = useStudio(selectedImage);
  const view = useImageView(image?.id ?? null);
  const summary = useSelectedSummary();
  const prediction = useSelectedPrediction();
  const overlay = usePredictionOverlay(prediction, view);
  const visible = useStudio((state) => state.shell.overlayVisible);
  const correcting = useStudio(isPainting);
  const opacity = useStudio((state) => state.predict.opacity);
  if (image === null) return <NoImages>There are no images to predict yet. They need no masks.</NoImages>;
  if (view === null) return null;
  return (
    <ImageViewer
      width={view.width}
      height={view.height}
      rgba={view.rgba}
      overlay={visible && !correcting ? overlay : null}
      opacity={opacity}
      label={prediction ? `${image.name} with its prediction` : image.name}
    >
      <Correcting />
      {!correcting && <ObjectPicking />}
      <Note predicted={summary !== null} />
    </ImageViewer>
  );
}

/** Why there is no overlay. */
function Note({ predicted }: { readonly predicted: boolean }) {
  const visible = useStudio((state) => state.shell.overlayVisible);
  const hasModel = useStudio((state) => state.export.model !== null);
  if (!hasModel || (predicted && visible)) return null;
  const text: ReactNode = predicted ? 'Overlay hidden (H shows it)' : 'Not predicted yet';
  return <p className={styles.badge}>{text}</p>;
}
