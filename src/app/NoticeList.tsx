/** What the user is told, over whatever stage is open, until they dismiss it. */
import { CloseButton } from '@mantine/core';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useActions, useStudio } from '../features/studioContext';
import type { Notice } from '../state/notices';
import styles from './notices.module.css';

export function NoticeList() {
  const notices = useStudio((state) => state.shell.notices);
  return (
    // Always in the page, so that screen readers notice what is added.
    <section className={styles.list} aria-label="Notices" aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

const ICONS = { error: CircleX, warning: TriangleAlert, done: CircleCheck };

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { dismiss } = useActions().shell;
  const Icon = ICONS[notice.tone];
  return (
    <div className={styles.notice} data-tone={notice.tone}>
      <Icon size={18} className={styles.icon} aria-hidden />
      <div className={styles.text}>
        <p className={styles.message}>{notice.message}</p>
        {notice.subject !== null && !notice.message.includes(notice.subject) && (
          <p className={styles.subject}>{notice.subject}</p>
        )}
        {notice.hint && <p className={styles.hint}>{notice.hint}</p>}
      </div>
      <CloseButton size="sm" aria-label="Dismiss" onClick={() => dismiss(notice.id)} />
    </div>
  );
}
