/** Starts one piece of work on the device; not to be pressed while it, or anything else, keeps the device busy. */
import { Button } from '@mantine/core';
import { useDeviceBusy } from './useDeviceBusy';

export interface WorkButtonProps {
  readonly running: boolean;
  readonly children: string;
  onClick(): void;
}

export function WorkButton({ running, children, onClick }: WorkButtonProps) {
  const busy = useDeviceBusy();
  return (
    <Button size="xs" variant="default" loading={running} disabled={busy && !running} onClick={onClick}>
      {children}
    </Button>
  );
}
