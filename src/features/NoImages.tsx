/** What a stage that needs images shows while there are none: why it is empty, and the way to the Data stage. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './noImages.module.css';
import { useActions } from './studioContext';

/** `children` is the sentence that says what the images are missing for. */
export function NoImages({ children }: { readonly children: ReactNode }) {
  const { shell } = useActions();
  return (
    <div className={styles.empty}>
      <p className={styles.text}>{children}</p>
      <Button variant="default" onClick={() => shell.open('data')}>
        Go to Data
      </Button>
    </div>
  );
}
