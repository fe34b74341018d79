/** One project in the menu: what it holds, the way to open it, and what else can be done with it. */
import { ActionIcon, Button } from '@mantine/core';
import { Check, Copy, Download, type LucideIcon, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ProjectSummary } from '../../domain/project';
import { shownProject, switchBlocker } from '../../state/projectSession';
import { formatAgo, formatBytes, plural } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import styles from './projects.module.css';

export interface ProjectRowProps {
  readonly project: ProjectSummary;
  onOpen(): void;
  /** After it was deleted. */
  onFreed(bytes: number): void;
}

export function ProjectRow({ project, onOpen, onFreed }: ProjectRowProps) {
  const actions = useActions().projects;
  const isShown = useStudio((state) => shownProject(state.projects.session)?.id === project.id);
  const blocked = useStudio((state) => switchBlocker(state) !== null);
  const working = useStudio((state) => state.projects.job.status === 'running');
  const [asking, setAsking] = useState(false);
  const broken = project.problem !== undefined;
  const remove = async () => {
    setAsking(false);
    const bytes = await actions.remove(project.id);
    if (bytes !== null) onFreed(bytes);
  };
  return (
    <li className={styles.row} data-shown={isShown || undefined}>
      <button
        type="button"
        className={styles.open}
        aria-label={`Open ${project.name}`}
        aria-current={isShown || undefined}
        disabled={isShown || blocked || broken}
        onClick={onOpen}
      >
        <span className={styles.rowName}>
          {isShown && <Check size={14} aria-hidden />} {project.name}
        </span>
        <span className={styles.facts}>{project.problem?.message ?? factsOf(project)}</span>
      </button>
      <Tool
        Icon={Copy}
        name={`Duplicate ${project.name}`}
        disabled={working || broken}
        onClick={() => void actions.duplicate(project.id)}
      />
      <Tool
        Icon={Download}
        name={`Save ${project.name} as a file`}
        disabled={working || broken}
        onClick={() => void actions.saveAsFile(project.id)}
      />
      <Tool
        Icon={Trash2}
        name={isShown ? `${project.name} is open: open another one to delete it` : `Delete ${project.name}`}
        disabled={working || isShown}
        onClick={() => setAsking(!asking)}
      />
      {asking && (
        <div className={styles.ask}>
          <span>{lossOf(project)}</span>
          <Button size="compact-sm" variant="default" className={styles.danger} onClick={() => void remove()}>
            Delete for good
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      )}
    </li>
  );
}

/** What deleting takes away; of a project that cannot be read nothing else is known. */
function lossOf({ bytes, images, hasModel, problem }: ProjectSummary): string {
  const model = hasModel ? ' and the trained model' : '';
  const content = problem ? '' : ` with ${plural(images, 'image')}${model}`;
  return `This cannot be undone. It frees ${formatBytes(bytes)}${content}.`;
}

function factsOf({ images, modifiedMs, bytes, hasModel }: ProjectSummary): string {
  const parts = [plural(images, 'image'), hasModel ? 'trained' : '', formatAgo(modifiedMs, Date.now())];
  return [...parts, formatBytes(bytes)].filter(Boolean).join(' · ');
}

interface ToolProps {
  readonly Icon: LucideIcon;
  readonly name: string;
  readonly disabled: boolean;
  onClick(): void;
}

function Tool({ Icon, name, disabled, onClick }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={28}
      className={styles.tool}
      title={name}
      aria-label={name}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={15} aria-hidden />
    </ActionIcon>
  );
}
