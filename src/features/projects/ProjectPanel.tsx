/** Middle of the page while no project is open in this tab: why not, and the ways on. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ErrorData } from '../../common/errors';
import { useActions, useStudio } from '../studioContext';
import { newName } from './newName';
import styles from './projects.module.css';

export function ProjectPanel() {
  const session = useStudio((state) => state.projects.session);
  switch (session.status) {
    case 'opening':
      return <p className={styles.loading}>Opening your project</p>;
    case 'elsewhere':
      return <Elsewhere error={session.error} previous={session.previous?.name ?? null} />;
    case 'failed':
      return <Failed error={session.error} projectId={session.projectId} />;
    default:
      return null;
  }
}

interface ElsewhereProps {
  readonly error: ErrorData;
  /** Name of the project that is still open underneath. */
  readonly previous: string | null;
}

function Elsewhere({ error, previous }: ElsewhereProps) {
  const { takeOver, goBack } = useActions().projects;
  return (
    <Panel
      title={error.message}
      text="Only one tab at a time can save it: used here, the other tab stops saving."
    >
      <Button onClick={() => void takeOver()}>Use it here</Button>
      <NewProject />
      {previous !== null && (
        <Button variant="default" onClick={goBack}>
          Back to {previous}
        </Button>
      )}
    </Panel>
  );
}

function Failed({ error, projectId }: { readonly error: ErrorData; readonly projectId: string | null }) {
  const { open, openLast } = useActions().projects;
  const retry = () => void (projectId === null ? openLast() : open(projectId));
  return (
    <Panel title={error.message} text={error.hint}>
      <Button onClick={retry}>Try again</Button>
      <NewProject />
    </Panel>
  );
}

function NewProject() {
  const { createProject } = useActions().projects;
  const list = useStudio((state) => state.projects.list);
  return (
    <Button variant="default" onClick={() => void createProject(newName(list.map(({ name }) => name)))}>
      Open a new project
    </Button>
  );
}

interface PanelProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

function Panel({ title, text, children }: PanelProps) {
  return (
    <section className={styles.panel} role="alert">
      <h2 className={styles.panelTitle}>{title}</h2>
      <p className={styles.panelText}>{text}</p>
      <div className={styles.panelWays}>{children}</div>
    </section>
  );
}
