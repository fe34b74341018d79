/** The stage's primary action at the bottom right, with one line above it: why it waits, or what it will do. */
import type { ReactNode } from 'react';
import styles from './inspector.module.css';

export interface ActionBarProps {
  readonly note?: string | null;
  readonly children: ReactNode;
}

export function ActionBar({ note, children }: ActionBarProps) {
  return (
    <div className={styles.action}>
      {note ? <p className={styles.note}>{note}</p> : null}
      {children}
    </div>
  );
}
