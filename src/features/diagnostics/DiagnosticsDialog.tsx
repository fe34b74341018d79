/** The device on one sheet: what it is, whether it computes right, how fast. Opened from the status bar and from help. */
import { CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useActions, useStudio } from '../studioContext';
import { BenchmarkSection } from './BenchmarkSection';
import { CheckSection } from './CheckSection';
import { DeviceSection } from './DeviceSection';
import styles from './diagnostics.module.css';
import { KernelSection } from './KernelSection';

export function DiagnosticsDialog() {
  const { diagnostics } = useActions();
  const opened = useStudio((state) => state.diagnostics.open);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (opened) dialog.current?.showModal();
    else dialog.current?.close();
  }, [opened]);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="diagnostics"
      onClose={() => diagnostics.close()}
    >
      <div className={styles.head}>
        <h2 id="diagnostics">Diagnostics</h2>
        <CloseButton aria-label="Close" onClick={() => diagnostics.close()} />
      </div>
      {opened && <Sections />}
    </dialog>
  );
}

function Sections() {
  return (
    <>
      <DeviceSection />
      <KernelSection />
      <CheckSection />
      <BenchmarkSection />
    </>
  );
}
