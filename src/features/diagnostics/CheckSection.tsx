/** Whether the device computes what the CPU does: pass or fail, with the largest error. */
import type { SelfCheck } from '../../domain/diagnostics';
import { Callout } from '../../ui/callout/Callout';
import { useActions, useStudio } from '../studioContext';
import styles from './diagnostics.module.css';
import { checkText } from './diagnosticsText';
import { WorkButton } from './WorkButton';

export function CheckSection() {
  const { diagnostics } = useActions();
  const job = useStudio((state) => state.diagnostics.check);
  return (
    <section>
      <h3 className={styles.title}>Self-check</h3>
      <p className={styles.note}>
        A training step of two small networks, compared with the CPU. It runs by itself before the first
        training on a GPU.
      </p>
      {job.status === 'done' && job.checks.map((check) => <Outcome key={check.norm} check={check} />)}
      {job.status === 'done' && job.checks.length === 0 && <p className={styles.note}>Not in slow mode.</p>}
      {job.status === 'failed' && <Callout tone="error" title={job.error.message} />}
      <WorkButton running={job.status === 'running'} onClick={() => void diagnostics.selfCheck()}>
        Check now
      </WorkButton>
    </section>
  );
}

function Outcome({ check }: { readonly check: SelfCheck }) {
  return <Callout tone={check.passed ? 'good' : 'error'} title={checkText(check)} />;
}
