/** Files that are kept out and masks that no image wanted, each with its reason and its repair. */
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type Dataset, misfitsOf } from '../../domain/data';
import type { Finding } from '../../domain/findings';
import { openFindings } from '../../state/findingKey';
import { formatCount } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { shownAtFirst } from '../../ui/shownAtFirst';
import { useStudio } from '../studioContext';
import styles from './data.module.css';
import { unpairedFiles } from './pairChoices';
import { UnpairedRow } from './UnpairedRow';

/** A folder of annotations would push everything else out of sight: the rest waits behind a button. */
const SHOWN_AT_FIRST = 4;

export function NotUsed() {
  const dataset = useStudio((state) => state.data.dataset);
  const [all, setAll] = useState(false);
  const findings = useStudio(openFindings);
  const inChecks = maskPathsOf(dataset, findings);
  const refused = misfitsOf(dataset).filter(({ path }) => !inChecks.has(path));
  const entries: ReactNode[] = [
    ...refused.map(({ path, error }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: one path can be refused for several pages.
      <li key={`refused ${index} ${path}`}>
        <span className={styles.path}>{path}</span>
        <span>{error.message}</span>
        {error.hint && <span className={styles.dim}>{error.hint}</span>}
      </li>
    )),
    ...unpairedFiles(dataset.unpaired).map((file) => (
      <UnpairedRow key={`${file.path} ${file.reason}`} file={file} />
    )),
  ];
  const others = dataset.refused.filter(({ error }) => error.code === 'not-an-image');
  if (entries.length + others.length === 0) return null;
  const shown = shownAtFirst(entries, SHOWN_AT_FIRST, all);
  return (
    <InspectorGroup title="Not used" detail={entries.length || undefined}>
      {shown.length > 0 && <ul className={styles.problems}>{shown}</ul>}
      {shown.length < entries.length && (
        <Button size="compact-sm" variant="default" onClick={() => setAll(true)}>
          Show all {formatCount(entries.length)}
        </Button>
      )}
      {others.length > 0 && <p className={styles.hint}>{othersText(others.map(({ path }) => path))}</p>}
    </InspectorGroup>
  );
}

/** Masks of another size whose mend is offered under Checks: once is enough. */
function maskPathsOf({ images }: Dataset, findings: readonly Finding[]): ReadonlySet<string> {
  const found = new Set(findings.filter(({ code }) => code === 'other-size').map(({ imageId }) => imageId));
  const masks = images.flatMap(({ id, misfit }) => (found.has(id) ? (misfit?.planes ?? []) : []));
  return new Set(masks.map(({ path }) => path));
}

/** "SOURCE.md and 3 more are text, not images." */
function othersText(paths: readonly string[]): string {
  const [first = '', ...rest] = paths.map((path) => path.slice(path.lastIndexOf('/') + 1));
  return rest.length === 0
    ? `${first} is text, not an image.`
    : `${first} and ${formatCount(rest.length)} more are text, not images.`;
}
