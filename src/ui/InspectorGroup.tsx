/** A group of the inspector that opens and closes. The browser's own disclosure: keyboard and screen readers know it. */
import type { ReactNode } from 'react';
import styles from './inspector.module.css';

export interface InspectorGroupProps {
  readonly title: string;
  /** A count or a short value beside the title. */
  readonly detail?: ReactNode;
  readonly closed?: boolean;
  /** The user opened or closed it. */
  readonly onToggle?: (open: boolean) => void;
  readonly children: ReactNode;
}

export function InspectorGroup({ title, detail, closed = false, onToggle, children }: InspectorGroupProps) {
  return (
    <details
      className={styles.group}
      open={!closed}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <h2 className={styles.title}>{title}</h2>
        {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
