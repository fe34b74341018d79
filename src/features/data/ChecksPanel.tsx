/** What the doctor found in images and masks: where it shows, what would mend it, and what is no problem. */
import type { Finding } from '../../domain/findings';
import { findingKey, groupFindings, openFindings } from '../../state/findingKey';
import { formatCount } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { CheckGroup } from './CheckGroup';
import { CheckTools } from './CheckTools';
import styles from './checks.module.css';
import data from './data.module.css';
import { InvertedQuestion } from './InvertedQuestion';

export function ChecksPanel() {
  const doctor = useStudio((state) => state.doctor);
  const count = useStudio((state) => state.data.dataset.images.length);
  const { recall } = useActions().doctor;
  if (count === 0) return null;
  const findings = openFindings({ doctor });
  const dismissed = doctor.findings.length - findings.length;
  return (
    <InspectorGroup title="Checks" detail={findings.length || undefined}>
      <InvertedQuestion />
      {groupFindings(findings).map((group) => {
        const [only] = group.findings;
        return only && group.findings.length === 1 ? (
          <Single key={group.code} finding={only} />
        ) : (
          <CheckGroup key={group.code} group={group} />
        );
      })}
      {(findings.length === 0 || doctor.job.status === 'running') && (
        <p className={data.hint}>{quietLine(doctor)}</p>
      )}
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

/** The only one of its kind says all at once. */
function Single({ finding }: { readonly finding: Finding }) {
  const { show } = useActions().doctor;
  const isShown = useStudio(({ doctor }) => doctor.shown === findingKey(finding));
  return (
    <div className={styles.row} data-shown={isShown || undefined}>
      <button type="button" className={styles.sentence} aria-expanded={isShown} onClick={() => show(finding)}>
        {finding.message}
      </button>
      {isShown && <CheckTools finding={finding} />}
    </div>
  );
}
