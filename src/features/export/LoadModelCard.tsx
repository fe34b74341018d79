/** A saved model back into the studio: model.json and its weights file, picked together. */
import { Button } from '@mantine/core';
import { FolderOpen } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { useActions, useStudio } from '../studioContext';
import styles from './export.module.css';

export function LoadModelCard() {
  const actions = useActions();
  const job = useStudio((state) => state.export.loadJob);
  const input = useRef<HTMLInputElement>(null);
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.currentTarget.files ?? [])];
    // Emptied, so that picking the same files again is a change.
    event.currentTarget.value = '';
    if (files.length > 0)
      void actions.export.loadModel(files.map((file) => ({ name: file.name, blob: file })));
  };
  return (
    <section className={styles.card} aria-label="Use a saved model">
      <h2 className={styles.title}>Use a saved model</h2>
      <p className={styles.files}>model.json with its .bin</p>
      <div className={styles.text}>
        <p>Pick both files together. The model takes the place of the current one.</p>
      </div>
      <div className={styles.foot}>
        <Button
          variant="default"
          leftSection={<FolderOpen size={16} aria-hidden />}
          loading={job.status === 'running'}
          onClick={() => input.current?.click()}
        >
          Load model
        </Button>
        <span className={styles.state} role="status">
          {job.status === 'done' ? 'Loaded' : ''}
        </span>
      </div>
      {job.status === 'failed' && (
        <p className={styles.error}>
          {job.error.message} {job.error.hint}
        </p>
      )}
      <input
        ref={input}
        data-testid="model-input"
        type="file"
        hidden
        multiple
        accept=".json,.bin"
        onChange={onChange}
      />
    </section>
  );
}
