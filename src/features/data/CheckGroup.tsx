/** Findings of one kind in several images: a line for all of them, and a line an image once it is opened. */
import { Button } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { Finding } from '../../domain/findings';
import { type FindingGroup, findingKey } from '../../state/findingKey';
import { formatCount } from '../../ui/format';
import { shownAtFirst } from '../../ui/shownAtFirst';
import { useActions, useStudio } from '../studioContext';
import { CheckTools } from './CheckTools';
import styles from './checks.module.css';
import { GROUP_WORDS } from './checkTexts';
import data from './data.module.css';

/** Lines at first: a set of a thousand would push everything else out of sight. */
const SHOWN_AT_FIRST = 8;

export function CheckGroup({ group: { code, findings } }: { readonly group: FindingGroup }) {
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const list = useId();
  const { repair, dismiss } = useActions().doctor;
  const shown = shownAtFirst(findings, SHOWN_AT_FIRST, all);
  const repairable = findings.filter((finding) => finding.repair !== null);
  return (
    <section className={styles.group} aria-label={GROUP_WORDS[code]}>
      <h3 className={styles.title}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={list}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight size={14} aria-hidden />
          {GROUP_WORDS[code]} <span className={data.dim}>{formatCount(findings.length)}</span>
        </button>
      </h3>
      <div id={list} hidden={!open} className={styles.group}>
        <ul className={styles.list}>
          {open && shown.map((finding) => <Line key={findingKey(finding)} finding={finding} />)}
        </ul>
        {shown.length < findings.length && (
          <button type="button" className={data.more} onClick={() => setAll(true)}>
            Show all {formatCount(findings.length)}
          </button>
        )}
      </div>
      <div className={data.buttonRow}>
        {repairable.length > 1 && (
          <Button size="compact-sm" variant="default" onClick={() => void repair(repairable)}>
            Repair all {formatCount(repairable.length)}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => dismiss(findings)}>
          None is a problem
        </Button>
      </div>
    </section>
  );
}

/** Of one image: its name, and what is wrong with it once it is chosen. */
function Line({ finding }: { readonly finding: Finding }) {
  const { show } = useActions().doctor;
  const isShown = useStudio(({ doctor }) => doctor.shown === findingKey(finding));
  const name = useStudio(
    ({ data: { dataset } }) => dataset.images.find(({ id }) => id === finding.imageId)?.name,
  );
  return (
    <li className={styles.row} data-shown={isShown || undefined}>
      <button
        type="button"
        className={styles.sentence}
        aria-expanded={isShown}
        onClick={() => show(isShown ? null : finding)}
      >
        {name ?? finding.imageId}
      </button>
      {isShown && <p className={styles.said}>{finding.message}</p>}
      {isShown && <CheckTools finding={finding} />}
    </li>
  );
}
