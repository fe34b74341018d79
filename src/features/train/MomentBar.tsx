/** Under the middle: which row stands below, and the way back to any moment of the run. */
import { Button, SegmentedControl, Slider } from '@mantine/core';
import { Pin, PinOff } from 'lucide-react';
import { useMemo } from 'react';
import type { TrainStrip } from '../../state/trainSlice';
import { formatCount } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import { RunTools } from './RunTools';
import { shownReel } from './shownRun';
import styles from './train.module.css';

export function MomentBar() {
  const { train } = useActions();
  const strip = useStudio((state) => state.train.strip);
  const runs = useStudio((state) => state.train.runs.length);
  return (
    <div className={styles.bar}>
      <SegmentedControl
        size="xs"
        aria-label="Row below"
        data={[
          { value: 'images', label: 'Images' },
          { value: 'tiles', label: 'Worst tiles' },
          { value: 'runs', label: runs > 0 ? `Runs (${runs})` : 'Runs' },
        ]}
        value={strip}
        onChange={(value) => train.showStrip(value as TrainStrip)}
      />
      {strip === 'runs' ? <RunTools /> : <Scrub />}
    </div>
  );
}

/** A place a glimpse; the last is the newest, which is followed as it comes. */
function Scrub() {
  const { train } = useActions();
  const steps = useGlimpseSteps();
  const moment = useStudio((state) => state.train.moment);
  const pinned = useStudio((state) => state.train.pinned);
  const comparing = useStudio((state) => state.train.comparing);
  if (steps.length < 2 || comparing) return null;
  const last = steps.length - 1;
  const found = moment === null ? last : steps.findLastIndex((step) => step <= moment);
  const place = Math.max(0, found);
  const text = moment === null ? 'now' : `step ${formatCount(steps[place] ?? 0)}`;
  return (
    <>
      <Slider
        className={styles.scrub ?? ''}
        size={4}
        thumbSize={14}
        label={null}
        thumbLabel="Moment of the run"
        thumbValueText={text}
        min={0}
        max={last}
        step={1}
        value={place}
        onChange={(index) => train.lookBack(index >= last ? null : (steps[index] ?? null))}
      />
      <span className={styles.momentText}>{text}</span>
      {pinned === null ? (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<Pin size={12} aria-hidden />}
          title="Keeps this moment on screen, beside the one that is looked at"
          onClick={() => train.pin(steps[place] ?? null)}
        >
          Hold
        </Button>
      ) : (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<PinOff size={12} aria-hidden />}
          onClick={() => train.pin(null)}
        >
          Let go
        </Button>
      )}
    </>
  );
}

/** Of the selected image, in the run under way or the kept one that is looked at. */
function useGlimpseSteps(): readonly number[] {
  const reel = useStudio((state) => shownReel(state.train));
  const imageId = useStudio((state) => state.data.selectedId);
  return useMemo(
    () => reel.filter((glimpse) => glimpse.imageId === imageId).map(({ step }) => step),
    [reel, imageId],
  );
}
