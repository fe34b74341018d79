/** All projects on this computer, what can be done with them, and the room they take. */
import { Button, FileButton } from '@mantine/core';
import { FolderInput, Plus } from 'lucide-react';
import { useState } from 'react';
import { switchBlocker } from '../../state/projectSession';
import { formatBytes } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import { newName } from './newName';
import { ProjectRow } from './ProjectRow';
import styles from './projects.module.css';
import { StorageLine } from './StorageLine';

/** `onDone` closes the menu: another project is opened. */
export function ProjectMenu({ onDone }: { onDone(): void }) {
  const actions = useActions().projects;
  const list = useStudio((state) => state.projects.list);
  const working = useStudio(({ projects: { job } }) => (job.status === 'running' ? job.what : null));
  const blocker = useStudio(switchBlocker);
  const [freed, setFreed] = useState<string | null>(null);
  const openWith = (work: Promise<void>) => {
    onDone();
    void work;
  };
  return (
    <div className={styles.menu}>
      <ul className={styles.list} aria-label="Projects">
        {list.map((project) => (
          <ProjectRow
            key={project.id}
            project={project}
            onOpen={() => openWith(actions.open(project.id))}
            onFreed={(bytes) => setFreed(`Deleted ${project.name}: ${formatBytes(bytes)} freed.`)}
          />
        ))}
      </ul>
      <p className={styles.line} role="status">
        {working ? `${working}…` : (freed ?? blocker)}
      </p>
      <div className={styles.actions}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={blocker !== null}
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => openWith(actions.createProject(newName(list.map(({ name }) => name))))}
        >
          New project
        </Button>
        <FileButton onChange={(file) => file && openWith(actions.openFile(file))}>
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="default"
              disabled={blocker !== null}
              leftSection={<FolderInput size={14} aria-hidden />}
            >
              Open a project file
            </Button>
          )}
        </FileButton>
      </div>
      <StorageLine />
    </div>
  );
}
