/** One thing to take away: what it is, what opens it, and its button, or why it is not there yet. */
import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job } from '../../state/job';
import styles from './export.module.css';

export interface ExportCardProps {
  readonly title: string;
  /** The files, as they will be called, or how many there are and how large. */
  readonly files: string;
  readonly children: ReactNode;
  readonly action: string;
  readonly primary?: boolean;
  /** Over the whole row. */
  readonly wide?: boolean;
  /** Beside the title. */
  readonly aside?: ReactNode;
  /** Why it cannot be had now; null where it can. */
  readonly blocker: string | null;
  readonly job: Job;
  /** In place of the button while the job runs. */
  readonly running?: ReactNode;
  /** What was made of it before; null where nothing was. */
  readonly note?: string | null;
  /** Sentences on what could not be made. */
  readonly leftOut?: readonly string[];
  readonly onAction: () => void;
}

export function ExportCard(props: ExportCardProps) {
  const { title, files, children, action, primary = false, wide = false, aside } = props;
  const { blocker, job, running, note = null, leftOut = [], onAction } = props;
  return (
    <section className={styles.card} aria-label={title} data-wide={wide || undefined}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {aside}
      </div>
      <p className={styles.files}>{files}</p>
      <div className={styles.text}>{children}</div>
      {job.status === 'running' && running !== undefined ? (
        running
      ) : (
        <div className={styles.foot}>
          <Button
            variant={primary ? 'filled' : 'default'}
            leftSection={<Download size={16} aria-hidden />}
            aria-label={action === 'Download' ? `Download ${title}` : undefined}
            disabled={blocker !== null}
            loading={job.status === 'running'}
            onClick={onAction}
          >
            {action}
          </Button>
          <span className={styles.state} role="status">
            {blocker ?? jobText(job) ?? note ?? ''}
          </span>
        </div>
      )}
      {leftOut.map((sentence) => (
        <p key={sentence} className={styles.warning}>
          {sentence}
        </p>
      ))}
      {job.status === 'failed' && (
        <p className={styles.error}>
          {job.error.message} {job.error.hint}
        </p>
      )}
    </section>
  );
}

function jobText(job: Job): string | null {
  if (job.status === 'running') return 'Preparing the file…';
  return job.status === 'done' ? 'Downloaded' : null;
}
