/** What the doctor found in images and masks: where it shows, what would mend it, and what is no problem. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Finding } from '../../domain/findings';
import { type FindingGroup, findingKey, groupFindings, openFindings } from '../../state/findingKey';
import { formatCount } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { CheckTools } from './CheckTools';
import styles from './checks.module.css';
import { GROUP_WORDS } from './checkTexts';
import data from './data.module.css';

/** Of one kind; a whole set of the same would push everything else out of sight. */
const SHOWN_AT_FIRST = 3;

export function ChecksPanel() {
  const doctor = useStudio((state) => state.doctor);
  const count = useStudio((state) => state.data.dataset.images.length);
  const { recall } = useActions().doctor;
  if (count === 0) return null;
  const findings = openFindings({ doctor });
  const dismissed = doctor.findings.length - findings.length;
  return (
    <InspectorGroup title="Checks" detail={findings.length || undefined}>
      {groupFindings(findings).map((group) => (
        <Group key={group.code} group={group} />
      ))}
      {findings.length === 0 && <p className={data.hint}>{quietLine(doctor)}</p>}
      {dismissed > 0 && (
        <button type="button" className={data.more} onClick={recall}>
          {formatCount(dismissed)} called no problem: show again
        </button>
      )}
    </InspectorGroup>
  );
}

function quietLine({ job }: Parameters<typeof openFindings>[0]['doctor']): string {
  if (job.status === 'running') return `Looking at image ${job.done + 1} of ${job.total}`;
  if (job.status === 'failed') return 'The images could not be looked at.';
  return job.status === 'done' ? 'Nothing found.' : 'Looks at the images when nothing else goes on.';
}

function Group({ group: { code, findings } }: { readonly group: FindingGroup }) {
  const [all, setAll] = useState(false);
  const shown = all || findings.length === SHOWN_AT_FIRST + 1 ? findings : findings.slice(0, SHOWN_AT_FIRST);
  const { repair, dismiss } = useActions().doctor;
  const repairable = findings.filter((finding) => finding.repair !== null);
  return (
    <section className={styles.group} aria-label={GROUP_WORDS[code]}>
      {findings.length > 1 && (
        <h3 className={styles.title}>
          {GROUP_WORDS[code]} <span className={data.dim}>{formatCount(findings.length)}</span>
        </h3>
      )}
      <ul className={styles.list}>
        {shown.map((finding) => (
          <Row key={findingKey(finding)} finding={finding} />
        ))}
      </ul>
      {shown.length < findings.length && (
        <button type="button" className={data.more} onClick={() => setAll(true)}>
          Show all {formatCount(findings.length)}
        </button>
      )}
      {findings.length > 1 && (
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
      )}
    </section>
  );
}

function Row({ finding }: { readonly finding: Finding }) {
  const { show } = useActions().doctor;
  const isShown = useStudio(({ doctor }) => doctor.shown === findingKey(finding));
  return (
    <li className={styles.row} data-shown={isShown || undefined}>
      <button type="button" className={styles.sentence} aria-expanded={isShown} onClick={() => show(finding)}>
        {finding.message}
      </button>
      {isShown && <CheckTools finding={finding} />}
    </li>
  );
}
