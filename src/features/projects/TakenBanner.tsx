/** Says above every stage that another tab took the project over, so that this one saves nothing any more. */
import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useActions, useStudio } from '../studioContext';
import styles from './projects.module.css';

export function TakenBanner() {
  const { takeOver } = useActions().projects;
  const name = useStudio(({ projects: { session } }) =>
    session.status === 'taken' ? session.project.name : null,
  );
  if (name === null) return null;
  return (
    <section className={styles.banner} role="alert">
      <TriangleAlert size={18} className={styles.warning} aria-hidden />
      <div className={styles.bannerText}>
        <p className={styles.strong}>Another tab uses {name} now. This tab no longer saves it.</p>
        <p className={styles.dim}>
          Everything up to then is saved. What is changed here from now on is lost.
        </p>
      </div>
      <Button size="compact-sm" variant="default" onClick={() => void takeOver()}>
        Take it back
      </Button>
    </section>
  );
}
