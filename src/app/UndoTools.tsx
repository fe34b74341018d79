/** Undo and redo in the top bar, each saying what it would take back or do again. */
import { ActionIcon } from '@mantine/core';
import { type LucideIcon, Redo2, Undo2 } from 'lucide-react';
import { useActions, useStudio } from '../features/studioContext';
import styles from './shell.module.css';

export function UndoTools() {
  const { undo, redo } = useActions().history;
  const last = useStudio((state) => state.history.done.at(-1)?.label ?? null);
  const next = useStudio((state) => state.history.undone.at(-1)?.label ?? null);
  return (
    <>
      <Tool Icon={Undo2} name="Undo" what={last} onClick={() => void undo()} />
      <Tool Icon={Redo2} name="Redo" what={next} onClick={() => void redo()} />
    </>
  );
}

interface ToolProps {
  readonly Icon: LucideIcon;
  readonly name: string;
  /** Null where there is nothing to do. */
  readonly what: string | null;
  onClick(): void;
}

function Tool({ Icon, name, what, onClick }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      className={styles.tool}
      title={what === null ? `Nothing to ${name.toLowerCase()}` : `${name} ${what}`}
      aria-label={name}
      aria-description={what ?? undefined}
      disabled={what === null}
      onClick={onClick}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}
