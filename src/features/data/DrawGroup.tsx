/** "Draw" in the inspector: labels made and mended by hand. They are saved as they are drawn. */
import { Button, SegmentedControl, Switch } from '@mantine/core';
import { Brush, Plus, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { labelledImages } from '../../domain/data';
import type { Unpainted } from '../../imaging/paint/paintMap';
import { isDrawable } from '../../state/drawEasel';
import { isPainting } from '../../state/paintSlice';
import { predictBlocker, selectedImage } from '../../state/selectors';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { PaintClasses } from '../PaintClasses';
import { PaintObjects } from '../PaintObjects';
import { PaintTools } from '../PaintTools';
import styles from '../paint.module.css';
import { useActions, useStudio } from '../studioContext';
import { addClass } from './maskReading';
import { useMaskReading } from './useMaskReading';

export function DrawGroup() {
  const image = useStudio(selectedImage);
  const hasTool = useStudio((state) => state.paint.tools.data !== null);
  const hasLabels = useStudio((state) => labelledImages(state.data.dataset).length > 0);
  const unsaved = useStudio((state) => state.paint.unsaved);
  const classes = useStudio((state) => state.data.classes);
  const [isOpen, setOpen] = useState(!hasLabels);
  if (image === null) return null;
  return (
    <InspectorGroup
      title="Draw"
      detail={hasTool ? (unsaved ? 'saving' : 'saved') : undefined}
      closed={!isOpen && !hasTool}
      onToggle={setOpen}
    >
      {isDrawable(image) ? (
        <>
          {!hasTool && <StartButton />}
          <PaintTools
            stage="data"
            hint="Paint what is to be found, on the bare image or over its mask. It is saved as you draw."
          />
          <PaintClasses classes={classes} />
          {hasTool && <AddClassButton />}
          <PaintObjects stage="data" />
          {hasTool && <UnpaintedChoice />}
          {hasTool && <OutlineSwitch />}
          <ProposeButton imageId={image.id} />
        </>
      ) : (
        <p className={styles.hint}>This image is too large to be drawn on. Cut parts out of it.</p>
      )}
    </InspectorGroup>
  );
}

export function StartButton() {
  const { paint } = useActions();
  return (
    <Button
      variant="default"
      leftSection={<Brush size={16} aria-hidden />}
      onClick={() => paint.takeUp('data', 'brush')}
    >
      Draw labels
    </Button>
  );
}

function AddClassButton() {
  const { paint } = useActions();
  const count = useStudio((state) => state.data.classes.length);
  const choiceOf = useMaskReading();
  const { reading, values } = useStudio((state) => state.data.dataset);
  if (reading === null) return null;
  const choice = choiceOf(addClass(reading, values));
  const add = () => {
    choice.apply();
    paint.chooseClass(count);
  };
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      className={styles.start}
      leftSection={<Plus size={14} aria-hidden />}
      disabled={choice.reason !== null}
      title={choice.reason ?? undefined}
      onClick={add}
    >
      Add a class
    </Button>
  );
}

const UNPAINTED: readonly { readonly value: Unpainted; readonly label: string }[] = [
  { value: 'background', label: 'Background' },
  { value: 'ignored', label: 'Ignored' },
];

function UnpaintedChoice() {
  const { paint } = useActions();
  const isOpen = useStudio(isPainting);
  const unpainted = useStudio((state) => state.paint.unpainted);
  return (
    <div>
      <p className={styles.label} id="unpainted-pixels">
        Unpainted pixels
      </p>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-labelledby="unpainted-pixels"
        data={[...UNPAINTED]}
        value={unpainted}
        disabled={!isOpen}
        onChange={(value) => paint.setUnpainted(value)}
      />
      <p className={styles.hint}>
        {unpainted === 'background'
          ? 'What you leave out is background.'
          : 'Only your scribbles count: paint some background too.'}
      </p>
    </div>
  );
}

function OutlineSwitch() {
  const { objects } = useActions();
  const outlines = useStudio((state) => state.objects.outlines);
  return (
    <Switch
      size="xs"
      label="Outlines only (X)"
      checked={outlines}
      onChange={() => objects.toggleOutlines()}
    />
  );
}

function ProposeButton({ imageId }: { readonly imageId: string }) {
  const { correct } = useActions();
  const hasModel = useStudio((state) => state.export.model !== null);
  const blocker = useStudio(predictBlocker);
  if (!hasModel) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Sparkles size={16} aria-hidden />}
        disabled={blocker !== null}
        title={blocker ?? undefined}
        onClick={() => void correct.propose(imageId)}
      >
        Propose labels
      </Button>
      <p className={styles.hint}>The model's labels, to be accepted or mended object by object in Predict.</p>
    </>
  );
}
