/** The inspector's group that says how objects are cut out of the prediction. Everything is live. */
import { Button, Loader, SegmentedControl } from '@mantine/core';
import { DEFAULT_OBJECTS } from '../../../domain/objects';
import { shownObjects } from '../../../state/objectsSlice';
import { isSame } from '../../../state/trainChoice';
import { Callout } from '../../../ui/callout/Callout';
import { plural } from '../../../ui/format';
import { InspectorGroup } from '../../../ui/InspectorGroup';
import { useActions, useStudio } from '../../studioContext';
import styles from './objects.module.css';
import { ShapeControls } from './ShapeControls';
import { SplitControls } from './SplitControls';
import { ThresholdControls } from './ThresholdControls';

export function ObjectsGroup() {
  const { objects } = useActions();
  const found = useStudio(shownObjects);
  const job = useStudio((state) => state.objects.job);
  const settings = useStudio((state) => state.objects.settings);
  return (
    <InspectorGroup
      title="Objects"
      detail={
        <>
          {found && plural(found.objects.rows.length, 'object')}
          {job.status === 'running' && <Working />}
        </>
      }
    >
      {job.status === 'failed' && (
        <Callout tone="error" title={job.error.message}>
          {job.error.hint}
        </Callout>
      )}
      <ThresholdControls histogram={found?.histogram ?? null} />
      <ShapeControls pixelSize={found?.objects.pixelSize ?? null} />
      <Neighbours />
      <SplitControls />
      <Button
        size="compact-xs"
        variant="default"
        className={styles.reset}
        disabled={isSame(settings, DEFAULT_OBJECTS)}
        onClick={objects.reset}
      >
        Reset
      </Button>
    </InspectorGroup>
  );
}

/** Appears after a moment: most changes take less. */
function Working() {
  return <Loader size={12} className={styles.working} aria-label="Cutting out objects" />;
}

function Neighbours() {
  const { objects } = useActions();
  const neighbours = useStudio((state) => state.objects.settings.neighbours);
  return (
    <div className={styles.choice}>
      <span>Pixels belong together by</span>
      <SegmentedControl
        size="xs"
        aria-label="Pixels belong together by"
        value={neighbours}
        onChange={(value) => objects.set({ neighbours: value })}
        data={[
          { value: 'corners', label: 'Corners' },
          { value: 'edges', label: 'Edges' },
        ]}
      />
    </div>
  );
}
