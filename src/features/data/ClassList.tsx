/** One row a class: colour, name, share of the labelled pixels, shown or hidden, and what it can become. */
import { ActionIcon, TextInput } from '@mantine/core';
import { Eye, EyeOff } from 'lucide-react';
import type { ClassInfo } from '../../domain/labels';
import { formatShare } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { ClassMenu } from './ClassMenu';
import styles from './data.module.css';
import { asBackground } from './maskReading';
import { useMaskReading } from './useMaskReading';

export function ClassList() {
  const classes = useStudio((state) => state.data.classes);
  return (
    <InspectorGroup title="Classes" detail={classes.length}>
      <ul className={styles.classes}>
        {classes.map((info, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a class is its index; names and colours change under it.
          <ClassRow key={index} index={index} info={info} />
        ))}
      </ul>
      <SwapButton />
    </InspectorGroup>
  );
}

function ClassRow({ index, info }: { readonly index: number; readonly info: ClassInfo }) {
  const actions = useActions().data;
  const share = useStudio((state) => state.data.dataset.classShares[index] ?? 0);
  const hidden = useStudio((state) => state.data.hidden.has(index));
  const HiddenIcon = hidden ? EyeOff : Eye;
  return (
    <li className={styles.classRow}>
      <input
        type="color"
        className={styles.swatch}
        value={info.color}
        aria-label={`Colour of ${info.name}`}
        onChange={(event) => actions.setClass(index, { color: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        variant="unstyled"
        className={styles.className}
        value={info.name}
        aria-label={`Name of class ${index}`}
        onChange={(event) => actions.setClass(index, { name: event.currentTarget.value })}
      />
      {index === 0 && info.name !== 'background' && <span className={styles.tag}>background</span>}
      <span className={styles.share}>{formatShare(share)}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        className={styles.quiet}
        aria-label={`Show ${info.name} in the overlay`}
        aria-pressed={!hidden}
        onClick={() => actions.toggleClass(index)}
      >
        <HiddenIcon size={16} aria-hidden />
      </ActionIcon>
      <ClassMenu index={index} info={info} />
    </li>
  );
}

/** The commonest mistake of two classes, mended by one click. */
function SwapButton() {
  const choiceOf = useMaskReading();
  const reading = useStudio((state) => state.data.dataset.reading);
  if (reading?.kind !== 'classes' || reading.classes.length !== 2) return null;
  const swap = choiceOf(asBackground(reading, 1));
  return (
    <button type="button" className={styles.more} disabled={swap.reason !== null} onClick={swap.apply}>
      Swap background and object
    </button>
  );
}
