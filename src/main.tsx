/** Mounts the app. */
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import './app/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { boot } from './app/boot';
import { defined } from './common/assert';

const root = defined(document.getElementById('root'), '#root');
createRoot(root).render(
  <StrictMode>
    <App studio={boot()} />
  </StrictMode>,
);
