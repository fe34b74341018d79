/** The open project in the top bar: its name, which a click lets the user change, and the menu of all projects. */
import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ChevronDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ProjectSummary } from '../../domain/project';
import { shownProject } from '../../state/projectSession';
import { useActions, useStudio } from '../studioContext';
import { ProjectMenu } from './ProjectMenu';
import styles from './projects.module.css';

export function ProjectBar() {
  const { refresh } = useActions().projects;
  const project = useStudio((state) => shownProject(state.projects.session));
  const [opened, menu] = useDisclosure(false);
  const toggle = () => {
    // Other tabs change the list, too.
    if (!opened) void refresh();
    menu.toggle();
  };
  return (
    <div className={styles.bar}>
      {project && <ProjectName project={project} />}
      <Popover
        opened={opened}
        onChange={(open) => !open && menu.close()}
        position="bottom-start"
        offset={6}
        width={400}
        shadow="md"
        returnFocus
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            className={styles.chevron}
            title="Projects"
            aria-label="Projects"
            onClick={toggle}
          >
            <ChevronDown size={16} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label="Projects">
          <ProjectMenu onDone={menu.close} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

function ProjectName({ project }: { readonly project: ProjectSummary }) {
  const { rename } = useActions().projects;
  const [editing, setEditing] = useState(false);
  if (!editing) {
    return (
      <button
        type="button"
        className={styles.name}
        title="Rename this project"
        aria-label={`Rename project ${project.name}`}
        onClick={() => setEditing(true)}
      >
        {project.name}
      </button>
    );
  }
  const finish = (name: string | null) => {
    setEditing(false);
    if (name !== null) void rename(project.id, name);
  };
  return <NameField name={project.name} onFinish={finish} />;
}

interface NameFieldProps {
  readonly name: string;
  /** Null where the user gave up. */
  onFinish(name: string | null): void;
}

function NameField({ name, onFinish }: NameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <TextInput
      ref={field}
      size="xs"
      className={styles.field}
      aria-label="Project name"
      maxLength={80}
      defaultValue={name}
      onBlur={(event) => onFinish(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') onFinish(null);
      }}
    />
  );
}
