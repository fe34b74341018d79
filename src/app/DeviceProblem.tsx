/** Says why there is no WebGPU, and offers the slow mode. Stands above the centre until something computes. */
import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useActions, useStudio } from '../features/studioContext';
import styles from './device.module.css';

export function DeviceProblem() {
  const { open } = useActions().device;
  const job = useStudio((state) => state.device.job);
  if (job.status !== 'failed') return null;
  const { error } = job;
  return (
    <div className={styles.problem} role="alert">
      <TriangleAlert size={18} className={styles.icon} aria-hidden />
      <div className={styles.text}>
        <p className={styles.message}>{error.message}</p>
        <p className={styles.hint}>{error.hint}</p>
      </div>
      <div className={styles.ways}>
        <Button size="compact-sm" variant="default" onClick={() => void open('webgpu')}>
          Try again
        </Button>
        {error.code !== 'no-webgl' && (
          <Button size="compact-sm" variant="default" onClick={() => void open('webgl')}>
            Use slow mode (WebGL)
          </Button>
        )}
      </div>
    </div>
  );
}
