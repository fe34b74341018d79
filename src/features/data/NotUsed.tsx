/** Files that are kept out and masks that no image wanted, each with its reason and what to do. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Dataset } from '../../domain/data';
import { formatCount } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useStudio } from '../studioContext';
import styles from './data.module.css';
import { unpairedFiles } from './unpairedFiles';

/** A folder of annotations would push everything else out of sight: the rest waits behind a button. */
const SHOWN_AT_FIRST = 4;

export function NotUsed() {
  const dataset = useStudio((state) => state.data.dataset);
  const [all, setAll] = useState(false);
  const entries = notUsed(dataset);
  if (entries.length === 0) return null;
  const shown = all || entries.length === SHOWN_AT_FIRST + 1 ? entries : entries.slice(0, SHOWN_AT_FIRST);
  return (
    <InspectorGroup title="Not used" detail={entries.length}>
      <ul className={styles.problems}>
        {shown.map((entry) => (
          <li key={entry.key}>
            <span className={styles.path}>{entry.path}</span>
            <span>{entry.message}</span>
            {entry.hint && <span className={styles.dim}>{entry.hint}</span>}
          </li>
        ))}
      </ul>
      {shown.length < entries.length && (
        <Button size="compact-sm" variant="default" onClick={() => setAll(true)}>
          Show all {formatCount(entries.length)}
        </Button>
      )}
    </InspectorGroup>
  );
}

function notUsed({ refused, unpaired }: Dataset) {
  return [
    ...refused.map(({ path, error }, index) => ({
      key: `refused ${index} ${path}`,
      path,
      message: error.message,
      hint: error.hint,
    })),
    ...unpairedFiles(unpaired).map(({ path, pages, reason }) => ({
      key: `unpaired ${path} ${reason}`,
      path: pages > 1 ? `${path}, ${pages} pages` : path,
      message: reason,
      hint: 'If it belongs to another image, give it that name and drop both again.',
    })),
  ];
}
