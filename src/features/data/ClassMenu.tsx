/** What one class can become: the background, a part of another, several again, or nothing that counts. */
import { ActionIcon, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ClassInfo } from '../../domain/labels';
import { useStudio } from '../studioContext';
import styles from './data.module.css';
import { asBackground, ignoreClass, mergeClasses, splitClass } from './maskReading';
import { type Choice, type NamedAfter, useMaskReading } from './useMaskReading';

export function ClassMenu({ index, info }: { readonly index: number; readonly info: ClassInfo }) {
  const choiceOf = useMaskReading();
  const reading = useStudio((state) => state.data.dataset.reading);
  const classes = useStudio((state) => state.data.classes);
  if (reading?.kind !== 'classes') return <span />;
  const merges = classes.map((other, into) => ({ other, into })).filter(({ into }) => into !== index);
  const isMerged = (reading.classes[index]?.length ?? 0) > 1;
  return (
    <Menu position="bottom-end" withinPortal shadow="md" width={220}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          className={styles.quiet}
          title="Change this class"
          aria-label={`Change ${info.name}`}
        >
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {index > 0 && <Item choice={choiceOf(asBackground(reading, index))}>Make it the background</Item>}
        <Item choice={choiceOf(ignoreClass(reading, index))}>Ignore its pixels</Item>
        {isMerged && <Item choice={choiceOf(splitClass(reading, index))}>Split it again</Item>}
        <Menu.Divider />
        {merges.map(({ other, into }) => (
          <Item key={into} choice={choiceOf(mergeClasses(reading, [index, into]), afterMerge(index, into))}>
            Merge into <span className={styles.dot} style={{ background: other.color }} /> {other.name}
          </Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The class merged into gives the name, whichever of the two comes first. */
function afterMerge(index: number, into: number): NamedAfter {
  return { place: Math.min(index, into), index: into };
}

function Item({ choice, children }: { readonly choice: Choice; readonly children: ReactNode }) {
  return (
    <Menu.Item
      fz={13}
      disabled={choice.reason !== null}
      title={choice.reason ?? undefined}
      onClick={choice.apply}
    >
      {children}
    </Menu.Item>
  );
}
