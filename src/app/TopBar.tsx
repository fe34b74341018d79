/** Top of the frame: the project, the stage's title, what is loaded, undo, theme and help. */
import { ActionIcon } from '@mantine/core';
import { CircleHelp, Moon, PanelRight, Sun } from 'lucide-react';
import { ProjectBar } from '../features/projects/ProjectBar';
import { useActions, useStudio } from '../features/studioContext';
import { plural } from '../ui/format';
import { Logo } from './Logo';
import styles from './shell.module.css';
import { UndoTools } from './UndoTools';

export interface TopBarProps {
  readonly title: string;
  readonly inspectorOpen: boolean;
  onInspector(): void;
  onHelp(): void;
}

export function TopBar({ title, inspectorOpen, onInspector, onHelp }: TopBarProps) {
  return (
    <header className={styles.top}>
      <div className={styles.brand}>
        <Logo />
      </div>
      <ProjectBar />
      <h1 className={styles.title}>{title}</h1>
      <Counts />
      <div className={styles.tools}>
        <UndoTools />
        <ThemeToggle />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          className={styles.tool}
          title="Help and shortcuts (?)"
          aria-label="Help and shortcuts"
          onClick={onHelp}
        >
          <CircleHelp size={18} aria-hidden />
        </ActionIcon>
        <div className={styles.fold}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            className={styles.tool}
            title="Settings panel"
            aria-label="Settings panel"
            aria-expanded={inspectorOpen}
            aria-controls="inspector"
            onClick={onInspector}
          >
            <PanelRight size={18} aria-hidden />
          </ActionIcon>
        </div>
      </div>
    </header>
  );
}

function Counts() {
  const images = useStudio((state) => state.data.dataset.images.length);
  const classes = useStudio((state) => state.data.classes.length);
  if (images === 0) return null;
  const parts = [plural(images, 'image'), classes > 0 ? plural(classes, 'class', 'classes') : 'no masks'];
  return <span className={styles.counts}>{parts.join(' · ')}</span>;
}

function ThemeToggle() {
  const { setTheme } = useActions().shell;
  const theme = useStudio((state) => state.shell.theme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const Icon = theme === 'dark' ? Sun : Moon;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      className={styles.tool}
      title={`Use the ${other} theme`}
      aria-label={`Use the ${other} theme`}
      onClick={() => setTheme(other)}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}
