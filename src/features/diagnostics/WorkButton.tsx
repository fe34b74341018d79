/** Starts one piece of work on the device; not to be pressed while it, or anything else, keeps the device busy. */
import { Button } from '@mantine/core';
import { useStudio } from '../studioContext';

export interface WorkButtonProps {
  readonly running: boolean;
  readonly children: string;
  onClick(): void;
}

export function WorkButton({ running, children, onClick }: WorkButtonProps) {
  const busy = useStudio(
    ({ train, predict, diagnostics }) =>
      train.job.status === 'running' ||
      predict.job.status === 'running' ||
      diagnostics.check.status === 'running' ||
      diagnostics.benchmark.status === 'running',
  );
  return (
    <Button size="xs" variant="default" loading={running} disabled={busy && !running} onClick={onClick}>
      {children}
    </Button>
  );
}
