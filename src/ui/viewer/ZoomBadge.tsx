/** The scale in the viewer's corner, and the zoom's buttons for hands without a wheel. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { Maximize, Minus, Plus } from 'lucide-react';
import type { Dispatch } from 'react';
import { ZOOM_STEP } from './keyAction';
import styles from './viewer.module.css';
import type { ViewAction } from './viewState';

interface ZoomBadgeProps {
  /** Device px per image px. */
  readonly scale: number;
  readonly dispatch: Dispatch<ViewAction>;
}

export function ZoomBadge({ scale, dispatch }: ZoomBadgeProps) {
  return (
    <div className={styles.badge}>
      <ZoomButton name="Zoom out" keys="-" onClick={() => dispatch({ type: 'zoom', factor: 1 / ZOOM_STEP })}>
        <Minus size={14} aria-hidden />
      </ZoomButton>
      <Tooltip label="100 % (1)" openDelay={400}>
        <button
          type="button"
          className={styles.percent}
          aria-label={`Scale ${percent(scale)}, set to 100 %`}
          onClick={() => dispatch({ type: 'actual' })}
        >
          {percent(scale)}
        </button>
      </Tooltip>
      <ZoomButton name="Zoom in" keys="+" onClick={() => dispatch({ type: 'zoom', factor: ZOOM_STEP })}>
        <Plus size={14} aria-hidden />
      </ZoomButton>
      <ZoomButton name="Fit the image" keys="0" onClick={() => dispatch({ type: 'fit' })}>
        <Maximize size={14} aria-hidden />
      </ZoomButton>
    </div>
  );
}

interface ZoomButtonProps {
  readonly name: string;
  readonly keys: string;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function ZoomButton({ name, keys, onClick, children }: ZoomButtonProps) {
  return (
    <Tooltip label={`${name} (${keys})`} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={name} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function percent(scale: number): string {
  return `${Math.round(scale * 100)} %`;
}
