/** Reads the run out to screen readers: every phase, and about ten times on the way, not every step. */
import { VisuallyHidden } from '@mantine/core';
import { useRef } from 'react';
import { useStudio } from '../studioContext';
import { announcementKey, statusText } from './runText';

export function TrainStatusRegion() {
  const job = useStudio((state) => state.train.job);
  const said = useRef({ key: '', text: '' });
  const key = announcementKey(job);
  if (key !== said.current.key) said.current = { key, text: statusText(job) };
  return (
    <VisuallyHidden role="status" aria-live="polite" data-testid="train-status">
      {said.current.text}
    </VisuallyHidden>
  );
}
