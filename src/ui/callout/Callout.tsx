/** A short message in its place, where it concerns: what is missing, what failed, what is safe. */
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './callout.module.css';

const ICONS = { error: CircleX, warning: TriangleAlert, good: CircleCheck } as const;

export interface CalloutProps {
  readonly tone: keyof typeof ICONS;
  /** What happened, in one sentence. */
  readonly title?: string;
  readonly children?: ReactNode;
}

export function Callout({ tone, title, children }: CalloutProps) {
  const Icon = ICONS[tone];
  return (
    <div className={styles.callout} data-tone={tone} role={tone === 'error' ? 'alert' : undefined}>
      <Icon size={16} aria-hidden className={styles.icon} />
      <div>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div className={styles.body}>{children}</div>}
      </div>
    </div>
  );
}
