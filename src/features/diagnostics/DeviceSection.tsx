/** Adapter, features and limits of the open device, and the kernels chosen for it. */
import type { DeviceDetails } from '../../domain/diagnostics';
import { Callout } from '../../ui/callout/Callout';
import { FactList } from '../../ui/facts/FactList';
import { useStudio } from '../studioContext';
import styles from './diagnostics.module.css';
import { deviceFacts, limitFacts, variantFacts } from './diagnosticsText';

export function DeviceSection() {
  const job = useStudio((state) => state.diagnostics.details);
  if (job.status === 'failed') {
    return (
      <Callout tone="error" title={job.error.message}>
        {job.error.hint}
      </Callout>
    );
  }
  return job.status === 'done' ? <Details details={job.details} /> : null;
}

function Details({ details }: { readonly details: DeviceDetails }) {
  const [limits, variants] = [limitFacts(details), variantFacts(details)];
  return (
    <section>
      <FactList facts={deviceFacts(details)} />
      {variants.length > 0 && (
        <details className={styles.more}>
          <summary>Kernels where nothing was timed</summary>
          <FactList facts={variants} />
        </details>
      )}
      {limits.length > 0 && (
        <details className={styles.more}>
          <summary>Limits</summary>
          <FactList facts={limits} />
        </details>
      )}
    </section>
  );
}
