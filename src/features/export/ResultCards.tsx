/** What can be made of predictions: everything in one zip first, then one card a kind of files. */
import { Button, Checkbox, Progress } from '@mantine/core';
import { X } from 'lucide-react';
import { RESULT_KINDS, type ResultKind } from '../../domain/exports';
import { kindsOf, madeNow, type ResultCard } from '../../state/resultExports';
import { formatBytes, plural } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import { ExportCard } from './ExportCard';
import styles from './export.module.css';
import { progressText } from './progressText';
import { roughSize, roughSum } from './resultSizes';
import { RESULT_TEXTS } from './resultTexts';
import { useExportedImages } from './useExportedImages';
import { useResultBlocker } from './useResultBlocker';

export function EverythingCard() {
  const { images, classes } = useExportedImages();
  const chosen = useStudio((state) => state.export.chosen);
  const inMemory = useStudio((state) => state.projects.storage?.kind === 'memory');
  const kinds = kindsOf('everything', { chosen });
  const { files, bytes } = roughSum(kinds, images, classes);
  const count = files === 0 ? 'one .zip' : `one .zip of ${plural(files, 'file')}`;
  return (
    <ResultExportCard
      card="everything"
      title="Everything"
      files={bytes ? `${count}, about ${formatBytes(bytes)} and more with many objects` : count}
      action="Download everything"
      primary
      wide
    >
      <p>
        All that is checked below, in a folder a kind, with a list of the classes and settings. Written to the
        disk image by image, so that any number of images fits.
      </p>
      {inMemory && (
        <p>
          This browser has no private file system: the zip is put together in memory, and has to fit there.
        </p>
      )}
    </ResultExportCard>
  );
}

export function KindCards() {
  return RESULT_KINDS.map((kind) => <KindCard key={kind} kind={kind} />);
}

function KindCard({ kind }: { readonly kind: ResultKind }) {
  const { images, classes } = useExportedImages();
  const { title, holds, opens, file } = RESULT_TEXTS[kind];
  const { files, bytes } = roughSize(kind, images, classes);
  const count = plural(files, file);
  return (
    <ResultExportCard
      card={kind}
      title={title}
      files={bytes === null || files === 0 ? count : `${count}, about ${formatBytes(bytes)}`}
      action="Download"
      aside={<InZip kind={kind} title={title} />}
    >
      <p>{holds}</p>
      <p className={styles.opens}>Opens in {opens}.</p>
    </ResultExportCard>
  );
}

function InZip({ kind, title }: { readonly kind: ResultKind; readonly title: string }) {
  const actions = useActions();
  const chosen = useStudio((state) => state.export.chosen.has(kind));
  return (
    <Checkbox
      size="xs"
      label="in the zip"
      aria-label={`${title} in the zip`}
      checked={chosen}
      onChange={() => actions.export.toggleKind(kind)}
    />
  );
}

interface ResultExportCardProps
  extends Pick<
    Parameters<typeof ExportCard>[0],
    'title' | 'files' | 'action' | 'primary' | 'wide' | 'aside' | 'children'
  > {
  readonly card: ResultCard;
}

/** An ExportCard whose job is the export's, as far as that is of this card. */
function ResultExportCard({ card, ...rest }: ResultExportCardProps) {
  const actions = useActions();
  const job = useStudio((state) => state.export.resultsJob);
  const isOwn = useStudio((state) => state.export.resultsCard === card);
  const made = useStudio((state) => madeNow(state, card));
  const note = made && `Made: ${made.name}, ${formatBytes(made.bytes)}`;
  return (
    <ExportCard
      {...rest}
      blocker={useResultBlocker(card)}
      job={isOwn && job.status !== 'done' ? job : { status: 'idle' }}
      note={note}
      running={<ExportProgress />}
      leftOut={made?.leftOut ?? []}
      onAction={() => void actions.export.downloadResults(card)}
    />
  );
}

/** How far the export is, and the way out. */
function ExportProgress() {
  const actions = useActions();
  const job = useStudio((state) => state.export.resultsJob);
  if (job.status !== 'running') return null;
  const share = job.total === 0 ? 0 : (100 * job.done) / job.total;
  return (
    <div className={styles.progress}>
      <Progress aria-label="Export done" size="sm" value={share} />
      <p className={styles.state}>{progressText(job, performance.now())}</p>
      <Button
        size="xs"
        variant="default"
        leftSection={<X size={14} aria-hidden />}
        onClick={actions.export.cancelResults}
      >
        Cancel export
      </Button>
    </div>
  );
}
