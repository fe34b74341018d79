/** Whether the work is saved, in a few quiet words for the status bar. */
import { useEffect, useState } from 'react';
import { useStudio } from '../studioContext';
import styles from './projects.module.css';
import { savedText } from './savedText';

/** How often "3 min ago" is told anew, ms. */
const REFRESH_MS = 10_000;

export function SavedState() {
  const projects = useStudio((state) => state.projects);
  const unsaved = useStudio((state) => state.paint.unsaved);
  const nowMs = useNow();
  const { text, tone, title } = savedText(projects, nowMs, unsaved);
  if (text === '') return null;
  return (
    <span className={styles.saved} data-tone={tone} title={title}>
      {text}
    </span>
  );
}

/** The page's monotonic clock, ms, every REFRESH_MS. */
function useNow(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
