/** The five stages, each with its state: a count, done, how far, or a warning. */
import { Check, TriangleAlert } from 'lucide-react';
import { useActions, useStudio } from '../features/studioContext';
import { type RailMark, railMark } from '../state/railSelector';
import { STAGES, type Stage } from '../state/stage';
import { formatCount } from '../ui/format';
import { ProgressRing } from './ProgressRing';
import styles from './shell.module.css';
import { STAGE_PARTS } from './stages';

export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Stages">
      {STAGES.map((stage) => (
        <RailButton key={stage} stage={stage} />
      ))}
    </nav>
  );
}

function RailButton({ stage }: { readonly stage: Stage }) {
  const { open } = useActions().shell;
  const current = useStudio((state) => state.shell.stage === stage);
  // A mark is a new object every time; its text says all that is drawn.
  const mark = JSON.parse(useStudio((state) => JSON.stringify(railMark(state, stage)))) as RailMark;
  const { name, Icon } = STAGE_PARTS[stage];
  return (
    <button
      type="button"
      className={styles.stage}
      aria-label={name}
      aria-description={markText(mark)}
      aria-current={current ? 'page' : undefined}
      title={markText(mark)}
      onClick={() => open(stage)}
    >
      <Icon size={20} strokeWidth={1.5} />
      <span>{name}</span>
      <Mark mark={mark} />
    </button>
  );
}

function Mark({ mark }: { readonly mark: RailMark }) {
  return <span className={styles.mark}>{markContent(mark)}</span>;
}

function markContent(mark: RailMark) {
  switch (mark.kind) {
    case 'none':
      return null;
    case 'count':
      return formatCount(mark.count);
    case 'done':
      return <Check size={14} className={styles.good} aria-hidden />;
    case 'warning':
      return <TriangleAlert size={14} className={styles.warning} aria-hidden />;
    case 'progress':
      return (
        <>
          <ProgressRing share={mark.share} className={styles.ring} />
          {Math.floor(mark.share * 100)} %
        </>
      );
  }
}

function markText(mark: RailMark): string | undefined {
  switch (mark.kind) {
    case 'none':
      return undefined;
    case 'count':
      return `${formatCount(mark.count)} images`;
    case 'done':
      return 'Done';
    case 'warning':
      return mark.text;
    case 'progress':
      return `${Math.floor(mark.share * 100)} % done`;
  }
}
