/** One row a class: colour, name, share of the labelled pixels, shown or hidden. */
import { ActionIcon, TextInput } from '@mantine/core';
import { Eye, EyeOff } from 'lucide-react';
import type { ClassInfo } from '../../domain/labels';
import { formatShare } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';

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
    </li>
  );
}
