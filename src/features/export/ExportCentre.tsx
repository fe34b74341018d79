/** Stage "export" in the middle: one card a format, and the way back in. */
import type { StudioState } from '../../state/studioState';
import { plural } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import { ExportCard } from './ExportCard';
import styles from './export.module.css';
import { LoadModelCard } from './LoadModelCard';

export function ExportCentre() {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
    <section className={styles.centre} tabIndex={0} aria-label="What can be taken away">
      <div className={styles.cards}>
        <ModelCard />
        <WeightsCard />
        <MasksCard />
        <LoadModelCard />
      </div>
    </section>
  );
}

function ModelCard() {
  const actions = useActions();
  const job = useStudio((state) => state.export.modelJob);
  return (
    <ExportCard
      title="Model"
      files="model.json + weights.bin"
      action="Download model"
      primary
      blocker={useStudio(modelBlocker)}
      job={job}
      onAction={() => void actions.export.downloadModel()}
    >
      <p>Network and weights in TensorFlow.js format. Opens in this studio, and with tf.loadLayersModel.</p>
    </ExportCard>
  );
}

function WeightsCard() {
  const actions = useActions();
  const job = useStudio((state) => state.export.safetensorsJob);
  return (
    <ExportCard
      title="Weights"
      files="one .safetensors file"
      action="Download weights"
      blocker={useStudio(modelBlocker)}
      job={job}
      onAction={() => void actions.export.downloadSafetensors()}
    >
      <p>The weights alone, by name. Opens with the safetensors library in Python, Rust and others.</p>
    </ExportCard>
  );
}

function MasksCard() {
  const actions = useActions();
  const job = useStudio((state) => state.export.masksJob);
  const predicted = useStudio((state) => state.predict.summaries.size);
  return (
    <ExportCard
      title="Masks"
      files={predicted === 0 ? 'a .zip of .png files' : `a .zip of ${plural(predicted, '.png file')}`}
      action="Download masks"
      blocker={predicted === 0 ? 'Predict an image first.' : null}
      job={job}
      onAction={() => void actions.export.downloadMasks()}
    >
      <p>One PNG for each predicted image, as large as the image. A pixel’s value is its class.</p>
      <p>They look black in a picture viewer: the values are small numbers.</p>
    </ExportCard>
  );
}

function modelBlocker(state: StudioState): string | null {
  return state.export.model === null ? 'Train a model or load one first.' : null;
}
