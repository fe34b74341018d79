/** Stage "export" in the middle: one card a format, the way back in, and the run card as a page of its own. */
import { Button } from '@mantine/core';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import type { StudioState } from '../../state/studioState';
import { useActions, useStudio } from '../studioContext';
import { ExportCard } from './ExportCard';
import styles from './export.module.css';
import { LoadModelCard } from './LoadModelCard';
import { EverythingCard, KindCards } from './ResultCards';
import { RunCardPage } from './RunCardPage';

export function ExportCentre() {
  const [showsRun, setShowsRun] = useState(false);
  const hasRun = useStudio((state) => state.train.runs.length > 0);
  if (showsRun && hasRun) return <RunCardPage onClose={() => setShowsRun(false)} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard.
    <section className={styles.centre} tabIndex={0} aria-label="What can be taken away">
      <div className={styles.cards}>
        <EverythingCard />
        <KindCards />
        <RunCardCard hasRun={hasRun} onOpen={() => setShowsRun(true)} />
        <ModelCard />
        <WeightsCard />
        <LoadModelCard />
      </div>
    </section>
  );
}

function RunCardCard({ hasRun, onOpen }: { readonly hasRun: boolean; readonly onOpen: () => void }) {
  return (
    <section className={styles.card} aria-label="Run card">
      <h2 className={styles.title}>Run card</h2>
      <p className={styles.files}>a page to print, or to save as PDF</p>
      <div className={styles.text}>
        <p>What was trained on what, with its scores, its curve and all settings: for the lab book.</p>
      </div>
      <div className={styles.foot}>
        <Button
          variant="default"
          leftSection={<FileText size={16} aria-hidden />}
          disabled={!hasRun}
          onClick={onOpen}
        >
          Open run card
        </Button>
        <span className={styles.state}>{hasRun ? '' : 'Train a model first.'}</span>
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

function modelBlocker(state: StudioState): string | null {
  return state.export.model === null ? 'Train a model or load one first.' : null;
}
