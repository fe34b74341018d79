/** What kind of masks these are and why, how they are read, and the user's say in it. */
import { Button, SegmentedControl, Switch } from '@mantine/core';
import type { MaskReading } from '../../domain/labels';
import type { MaskKind } from '../../domain/masks';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { BeforeCleaning } from './BeforeCleaning';
import styles from './data.module.css';
import { Evidence } from './Evidence';
import { IgnoredValues } from './IgnoredValues';
import { asClasses, asInstances, withClean, withSeparate } from './maskReading';
import masks from './masks.module.css';
import { commonPixelSize, flawsText, kindText, objectsText } from './maskTexts';
import { useMaskReading } from './useMaskReading';

export function MaskPanel() {
  const { setReading } = useActions().data;
  const { reading, readingBy, judgement } = useStudio((state) => state.data.dataset);
  if (!reading) return null;
  const flaws = judgement ? flawsText(judgement.flaws) : '';
  return (
    <InspectorGroup title="Masks" detail={readingBy === 'rule' ? 'automatic' : 'your choice'}>
      {judgement && (
        <div>
          <p className={styles.say}>{kindSentence(judgement.kind, readingBy)}</p>
          {flaws && <p className={masks.flaws}>Found: {flaws}.</p>}
          <Evidence sentences={judgement.evidence} />
        </div>
      )}
      <Objects />
      <KindChoice reading={reading} />
      {reading.kind === 'classes' ? <CleanSwitch reading={reading} /> : <SeparateSwitch reading={reading} />}
      <IgnoredValues reading={reading} />
      <BeforeCleaning />
      {readingBy === 'user' && (
        <Button
          size="compact-sm"
          variant="default"
          className={masks.start}
          onClick={() => void setReading(null)}
        >
          Back to automatic
        </Button>
      )}
    </InspectorGroup>
  );
}

/** Beside the user's own choice the finding must not read as what holds. */
function kindSentence(kind: MaskKind, readingBy: 'rule' | 'user'): string {
  const text = kindText(kind);
  return readingBy === 'rule'
    ? `${text}.`
    : `Automatic would be: ${text.charAt(0).toLowerCase()}${text.slice(1)}.`;
}

function Objects() {
  const { objects, images, reading } = useStudio((state) => state.data.dataset);
  if (!objects || objects.objects === 0) return null;
  return (
    <p className={styles.say}>
      {objectsText(objects, commonPixelSize(images), reading?.kind === 'instances')}.
    </p>
  );
}

interface ReadingProps {
  readonly reading: MaskReading;
}

function KindChoice({ reading }: ReadingProps) {
  const choiceOf = useMaskReading();
  const { values, judgement } = useStudio((state) => state.data.dataset);
  const choices = {
    classes: choiceOf(asClasses(reading, values, judgement?.kind ?? 'instances')),
    instances: choiceOf(asInstances(reading, values)),
  };
  const other = reading.kind === 'classes' ? choices.instances : choices.classes;
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="What the values mean"
        data={[
          { value: 'classes', label: 'Classes', disabled: choices.classes.reason !== null },
          { value: 'instances', label: 'Objects', disabled: choices.instances.reason !== null },
        ]}
        value={reading.kind}
        onChange={(kind) => choices[kind as MaskReading['kind']].apply()}
      />
      {other.reason !== null && <p className={styles.hint}>{other.reason}</p>}
    </>
  );
}

function CleanSwitch({ reading }: { readonly reading: MaskReading & { kind: 'classes' } }) {
  const choiceOf = useMaskReading();
  const { clean } = reading;
  const choice = choiceOf(withClean(reading, !clean));
  return (
    <Switch
      size="xs"
      label="Clean"
      description={
        clean
          ? 'A value that is no class becomes the nearest one that is.'
          : 'A value that is no class counts nowhere.'
      }
      checked={clean}
      disabled={choice.reason !== null}
      onChange={choice.apply}
    />
  );
}

function SeparateSwitch({ reading }: { readonly reading: MaskReading & { kind: 'instances' } }) {
  const choiceOf = useMaskReading();
  const { separate } = reading;
  const choice = choiceOf(withSeparate(reading, !separate));
  return (
    <Switch
      size="xs"
      label="Separate touching objects"
      description="Draws a line of background, 1 px wide, between them, so that they can be told apart again."
      checked={separate}
      disabled={choice.reason !== null}
      onChange={choice.apply}
    />
  );
}
