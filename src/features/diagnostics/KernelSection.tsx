/** Which kernels compute the convolutions here: what was timed and chosen, what is left out, and the way to decide it by hand. */
import { SegmentedControl } from '@mantine/core';
import type { DeviceDetails } from '../../domain/diagnostics';
import { KERNEL_CHOICES } from '../../domain/kernels';
import { Callout } from '../../ui/callout/Callout';
import { FactList } from '../../ui/facts/FactList';
import { useActions, useStudio } from '../studioContext';
import styles from './diagnostics.module.css';
import { timedFacts } from './diagnosticsText';
import { useDeviceBusy } from './useDeviceBusy';
import { WorkButton } from './WorkButton';

export function KernelSection() {
  const job = useStudio((state) => state.diagnostics.details);
  const tunable = job.status === 'done' && job.details.report.backend === 'webgpu';
  return tunable ? <Kernels details={job.details} /> : null;
}

function Kernels({ details }: { readonly details: DeviceDetails }) {
  const { diagnostics } = useActions();
  const busy = useDeviceBusy();
  return (
    <section>
      <h3 className={styles.title}>Kernels</h3>
      <p className={styles.note}>
        Direct ones use registers alone, tiled ones share memory. Auto takes what is fastest, timed before the
        first training.
      </p>
      <SegmentedControl
        size="xs"
        aria-label="Kernels"
        data={[...KERNEL_CHOICES]}
        value={details.kernels}
        disabled={busy}
        onChange={(choice) => void diagnostics.setKernels(choice)}
      />
      {details.excluded.map(({ kind, reason }) => (
        <Callout key={kind} tone="error" title={reason} />
      ))}
      <Timed details={details} />
    </section>
  );
}

function Timed({ details }: { readonly details: DeviceDetails }) {
  const { diagnostics } = useActions();
  if (details.timed.length === 0) return <p className={styles.note}>Nothing timed yet.</p>;
  return (
    <>
      <details className={styles.more}>
        <summary>{`Timed shapes: ${details.timed.length}`}</summary>
        <FactList facts={timedFacts(details)} />
      </details>
      <WorkButton running={false} onClick={() => void diagnostics.forgetTimings()}>
        Time again
      </WorkButton>
      <p className={styles.note}>
        Forgets these times and the self-check; the next training makes both anew.
      </p>
    </>
  );
}
