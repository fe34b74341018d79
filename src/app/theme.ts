/** Mantine's theme: neutral greys, one accent outside the class colours, 13 px panels, corners of 6 px. */
import { type CSSVariablesResolver, createTheme } from '@mantine/core';

const NEUTRALS = [
  '#ececec',
  '#c9c9c9',
  '#a8a8a8',
  '#7d7d7d',
  '#3d3d3d',
  '#2e2e2e',
  '#242424',
  '#1b1b1b',
  '#141414',
  '#0f0f0f',
] as const;

/** Shade 8 with contrasting text passes WCAG AA in both schemes. */
export const theme = createTheme({
  primaryColor: 'violet',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  colors: { dark: NEUTRALS },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '16px', xl: '20px' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
  },
});

/** The frame's own colours, so that Mantine's parts and the CSS modules share one palette. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { '--accent': 'var(--mantine-color-violet-7)' },
  light: {
    '--surface-0': '#ebebeb',
    '--surface-1': '#ffffff',
    '--surface-2': '#f1f1f1',
    '--line': '#dedede',
    '--line-strong': '#a3a3a3',
    '--text': '#1a1a1a',
    '--text-dim': '#5c5c5c',
    '--warning': '#9a4a00',
    '--error': '#b3261e',
    '--good': '#1d6b2f',
    '--accent': 'var(--mantine-color-violet-8)',
    '--mantine-color-body': 'var(--surface-1)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-placeholder': 'var(--text-dim)',
  },
  dark: {
    '--surface-0': '#101010',
    '--surface-1': '#191919',
    '--surface-2': '#262626',
    '--line': '#303030',
    '--line-strong': '#565656',
    '--text': '#e9e9e9',
    '--text-dim': '#a6a6a6',
    '--warning': '#ffb454',
    '--error': '#ff8f85',
    '--good': '#7fd494',
    '--accent': 'var(--mantine-color-violet-4)',
    '--mantine-color-body': 'var(--surface-1)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-placeholder': 'var(--text-dim)',
  },
});
