/** Files that are kept out and masks that no image wanted, each with its reason and what to do. */
import type { Dataset } from '../../domain/data';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useStudio } from '../studioContext';
import styles from './data.module.css';
import { unpairedFiles } from './unpairedFiles';

export function NotUsed() {
  const dataset = useStudio((state) => state.data.dataset);
  const entries = notUsed(dataset);
  if (entries.length === 0) return null;
  return (
    <InspectorGroup title="Not used" detail={entries.length}>
      <ul className={styles.problems}>
        {entries.map((entry) => (
          <li key={entry.key}>
            <span className={styles.path}>{entry.path}</span>
            <span>{entry.message}</span>
            {entry.hint && <span className={styles.dim}>{entry.hint}</span>}
          </li>
        ))}
      </ul>
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
