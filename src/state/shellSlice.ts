/** The frame: which stage is open, the theme, notices, and whether masks are drawn over images. */
import type { Notice } from './notices';
import { report, type SliceContext } from './sliceContext';
import type { Stage } from './stage';

export type Theme = 'dark' | 'light';

export interface ShellState {
  readonly stage: Stage;
  readonly theme: Theme;
  readonly notices: readonly Notice[];
  /** Overlays of all stages at once; their opacities are their own. */
  readonly overlayVisible: boolean;
  /** The one that rises over the film strip; `height` in CSS px. */
  readonly drawer: { readonly open: boolean; readonly height: number };
}

export const INITIAL_SHELL: ShellState = {
  stage: 'data',
  theme: 'dark',
  notices: [],
  overlayVisible: true,
  drawer: { open: false, height: 260 },
};

export interface ShellActions {
  /** Warnings have been seen by then: the stage they are about keeps its mark in the rail. */
  open(stage: Stage): void;
  setTheme(theme: Theme): void;
  toggleOverlay(): void;
  setDrawer(change: Partial<ShellState['drawer']>): void;
  dismiss(noticeId: number): void;
  /** Hands a text to the user as a download. */
  saveText(name: string, text: string): void;
  /** Shows anything thrown that no action caught. */
  reportThrown(thrown: unknown): void;
}

export function createShellActions(context: SliceContext): ShellActions {
  const shell = () => context.get().shell;
  return {
    open: (stage) => {
      if (stage === shell().stage) return;
      const notices = shell().notices.filter(({ tone }) => tone !== 'warning');
      context.patch('shell', { stage, notices });
    },
    setTheme: (theme) => context.patch('shell', { theme }),
    toggleOverlay: () => context.patch('shell', { overlayVisible: !shell().overlayVisible }),
    setDrawer: (change) => context.patch('shell', { drawer: { ...shell().drawer, ...change } }),
    dismiss: (id) =>
      context.patch('shell', { notices: shell().notices.filter((notice) => notice.id !== id) }),
    saveText: (name, text) => context.host.save([{ name, blob: new Blob([text], { type: 'text/csv' }) }]),
    reportThrown: (thrown) => {
      report(context, thrown);
    },
  };
}
