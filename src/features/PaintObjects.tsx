/** What can be done to all objects of the image at once, and whether they stay apart while one paints. */
import { Button, Switch } from '@mantine/core';
import type { PaintStage } from '../state/paintSlice';
import type { ObjectEdit } from '../state/paintStrokes';
import styles from './paint.module.css';
import { useActions, useStudio } from './studioContext';

const EDITS: readonly { readonly edit: ObjectEdit; readonly name: string; readonly title: string }[] = [
  { edit: 'grow', name: 'Grow', title: 'All objects by 1 px; G: the one under the pointer' },
  { edit: 'shrink', name: 'Shrink', title: 'All objects by 1 px; S: the one under the pointer' },
  { edit: 'fillHoles', name: 'Fill holes', title: 'Of all objects; K: of the one under the pointer' },
];

export function PaintObjects({ stage }: { readonly stage: PaintStage }) {
  const { paint } = useActions();
  const apart = useStudio((state) => state.paint.apart);
  const hasTool = useStudio((state) => state.paint.tools[stage] !== null);
  if (!hasTool) return null;
  return (
    <>
      <Switch
        size="xs"
        label="Keep touching objects apart"
        description="Each stroke begun beside an object is a new one, and paints over no other."
        checked={apart}
        onChange={() => paint.setApart(!apart)}
      />
      <div className={styles.row}>
        {EDITS.map(({ edit, name, title }) => (
          <Button
            key={edit}
            size="compact-sm"
            variant="default"
            title={title}
            onClick={() => paint.edit(edit, null)}
          >
            {name}
          </Button>
        ))}
      </div>
    </>
  );
}
