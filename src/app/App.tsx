/** The whole page over one studio: theme, error boundary, drop target, frame. */
import { MantineProvider } from '@mantine/core';
import { DropAnywhere } from '../features/data/DropAnywhere';
import { FilePicker } from '../features/data/FilePicker';
import { StudioContext, useStudio } from '../features/studioContext';
import type { Studio } from '../state/createStudioStore';
import { ErrorBoundary } from './ErrorBoundary';
import { Shell } from './Shell';
import { resolveVariables, theme } from './theme';

export function App({ studio }: { readonly studio: Studio }) {
  return (
    <StudioContext value={studio}>
      <ThemedPage />
    </StudioContext>
  );
}

function ThemedPage() {
  const scheme = useStudio((state) => state.shell.theme);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} forceColorScheme={scheme}>
      <ErrorBoundary>
        <DropAnywhere>
          <FilePicker>
            <Shell />
          </FilePicker>
        </DropAnywhere>
      </ErrorBoundary>
    </MantineProvider>
  );
}
