/** One small network timed on this device, to be compared with other devices. */
import { Button, Group } from '@mantine/core';
import type { Benchmark } from '../../domain/diagnostics';
import { Callout } from '../../ui/callout/Callout';
import { FactList } from '../../ui/facts/FactList';
import { useActions, useStudio } from '../studioContext';
import styles from './diagnostics.module.css';
import { benchmarkFacts, benchmarkJson } from './diagnosticsText';
import { useCopied } from './useCopied';
import { WorkButton } from './WorkButton';

export function BenchmarkSection() {
  const { diagnostics } = useActions();
  const job = useStudio((state) => state.diagnostics.benchmark);
  const result = job.status === 'done' ? job.result : null;
  return (
    <section>
      <h3 className={styles.title}>Benchmark</h3>
      {result && <FactList facts={benchmarkFacts(result)} />}
      {job.status === 'done' && result === null && <p className={styles.note}>Not in slow mode.</p>}
      {job.status === 'failed' && <Callout tone="error" title={job.error.message} />}
      <Group gap="xs" mt="xs">
        <WorkButton running={job.status === 'running'} onClick={() => void diagnostics.benchmark()}>
          Measure
        </WorkButton>
        {result && <CopyButton result={result} />}
      </Group>
    </section>
  );
}

function CopyButton({ result }: { readonly result: Benchmark }) {
  const { copied, copy } = useCopied();
  return (
    <Button size="xs" variant="default" onClick={() => copy(benchmarkJson(result))}>
      {copied === null ? 'Copy as JSON' : copied}
    </Button>
  );
}
