/** The truth about the machine: what computes, what is under way, what is saved, and what left the page (nothing). */
import { SavedState } from '../features/projects/SavedState';
import { useActions, useStudio } from '../features/studioContext';
import type { DeviceState } from '../state/deviceSlice';
import { plural } from '../ui/format';
import { ProgressRing } from './ProgressRing';
import styles from './shell.module.css';
import { useForeignRequests } from './useForeignRequests';
import { workUnderWay } from './workUnderWay';

export function StatusBar() {
  const { diagnostics } = useActions();
  const device = useStudio((state) => state.device.job);
  const requests = useForeignRequests();
  return (
    <footer className={styles.status}>
      <button
        type="button"
        className={styles.device}
        title={`${deviceText(device)}: open diagnostics`}
        onClick={() => void diagnostics.open()}
      >
        {deviceText(device)}
      </button>
      <Work />
      <SavedState />
      <span className={styles.requests} title="Requests from this page to any other host since it was loaded">
        {plural(requests, 'request')} sent
      </span>
    </footer>
  );
}

function Work() {
  const text = useStudio((state) => workUnderWay(state)?.text ?? null);
  const share = useStudio((state) => workUnderWay(state)?.share ?? 0);
  if (text === null) return null;
  return (
    <span className={styles.work}>
      <ProgressRing share={share} className={styles.ring} />
      {text}
    </span>
  );
}

function deviceText(job: DeviceState['job']): string {
  if (job.status === 'failed') return 'GPU: none';
  if (job.status !== 'done') return 'GPU: opening';
  const { adapter, software, backend } = job.report;
  const notes = [software ? 'software, slow' : '', backend === 'webgl' ? 'slow mode (WebGL)' : ''].filter(
    Boolean,
  );
  return `GPU: ${[adapter, ...notes].join(' · ')}`;
}
