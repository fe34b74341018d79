/** Files that are kept out and masks that no image wanted, each with its reason and its repair. */
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useStudio } from '../studioContext';
import styles from './data.module.css';
import { unpairedFiles } from './pairChoices';
import { UnpairedRow } from './UnpairedRow';

/** A folder of annotations would push everything else out of sight: the rest waits behind a button. */
const SHOWN_AT_FIRST = 4;

export function NotUsed() {
  const refused = useStudio((state) => state.data.dataset.refused);
  const unpaired = useStudio((state) => state.data.dataset.unpaired);
  const [all, setAll] = useState(false);
  const entries: ReactNode[] = [
    ...refused.map(({ path, error }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: one path can be refused for several pages.
      <li key={`refused ${index} ${path}`}>
        <span className={styles.path}>{path}</span>
        <span>{error.message}</span>
        {error.hint && <span className={styles.dim}>{error.hint}</span>}
      </li>
    )),
    ...unpairedFiles(unpaired).map((file) => <UnpairedRow key={`${file.path} ${file.reason}`} file={file} />),
  ];
  if (entries.length === 0) return null;
  const shown = all || entries.length === SHOWN_AT_FIRST + 1 ? entries : entries.slice(0, SHOWN_AT_FIRST);
  return (
    <InspectorGroup title="Not used" detail={entries.length}>
      <ul className={styles.problems}>{shown}</ul>
      {shown.length < entries.length && (
        <Button size="compact-sm" variant="default" onClick={() => setAll(true)}>
          Show all {formatCount(entries.length)}
        </Button>
      )}
    </InspectorGroup>
  );
}
