/** The frame around every stage: top bar, rail, centre with film strip, inspector, action, status bar. */
import { useDisclosure } from '@mantine/hooks';
import { useRef } from 'react';
import { DiagnosticsDialog } from '../features/diagnostics/DiagnosticsDialog';
import { ProjectPanel } from '../features/projects/ProjectPanel';
import { TakenBanner } from '../features/projects/TakenBanner';
import { FilmStrip } from '../features/strip/FilmStrip';
import { useStudio } from '../features/studioContext';
import type { ProjectSession } from '../state/projectSession';
import { DeviceProblem } from './DeviceProblem';
import { ErrorBoundary } from './ErrorBoundary';
import { NoticeList } from './NoticeList';
import { Rail } from './Rail';
import { ShortcutsHelp } from './ShortcutsHelp';
import { StatusBar } from './StatusBar';
import styles from './shell.module.css';
import { STAGE_PARTS } from './stages';
import { TopBar } from './TopBar';
import { useDocumentTitle } from './useDocumentTitle';
import { useKeptFocus } from './useKeptFocus';
import { useLeaveGuard } from './useLeaveGuard';
import { useShortcuts } from './useShortcuts';

export function Shell() {
  const stage = useStudio((state) => state.shell.stage);
  const open = useStudio((state) => isShown(state.projects.session));
  const [help, helpHandlers] = useDisclosure(false);
  const [inspectorOpen, inspector] = useDisclosure(false);
  useShortcuts(helpHandlers.open);
  useLeaveGuard();
  useDocumentTitle();
  const action = useRef<HTMLElement>(null);
  useKeptFocus(action);
  const { name, Centre, Inspector, Action, Drawer } = STAGE_PARTS[stage];
  const strip = useStudio((state) => STAGE_PARTS[state.shell.stage].filmStrip(state));
  return (
    <div className={styles.shell} data-inspector={inspectorOpen ? 'open' : 'folded'}>
      <TopBar
        title={name}
        inspectorOpen={inspectorOpen}
        onInspector={inspector.toggle}
        onHelp={helpHandlers.open}
      />
      <Rail />
      <main className={styles.main}>
        <DeviceProblem />
        <TakenBanner />
        <div className={styles.centre}>
          <ErrorBoundary key={stage}>{open ? <Centre /> : <ProjectPanel />}</ErrorBoundary>
        </div>
        {open && Drawer && <Drawer />}
        {open && strip && <FilmStrip />}
      </main>
      <aside className={styles.inspector} aria-label={`${name} settings`} id="inspector">
        <ErrorBoundary key={stage}>{open && <Inspector />}</ErrorBoundary>
      </aside>
      <section ref={action} className={styles.action} aria-label="Next step">
        {open && <Action />}
      </section>
      <StatusBar />
      <NoticeList />
      <DiagnosticsDialog />
      <ShortcutsHelp opened={help} onClose={helpHandlers.close} />
    </div>
  );
}

/** Whether the stages show a project: the one open here, or one that another tab has taken meanwhile. */
function isShown({ status }: ProjectSession): boolean {
  return status === 'open' || status === 'taken' || status === 'closed';
}
