/**
 * Stage "train" in the middle: the image in hand on the left and the curves on the right, or several runs side by side;
 * under them the bar that goes back through the run, and the row of worst tiles or kept runs.
 */
import { useMemo } from 'react';
import { useStudio } from '../studioContext';
import { CompareView } from './CompareView';
import { MomentBar } from './MomentBar';
import { RunCurves } from './RunCurves';
import { RunStrip } from './RunStrip';
import { shownRun } from './shownRun';
import { TileStrip } from './TileStrip';
import { TrainImage } from './TrainImage';
import styles from './train.module.css';
import { usePaced } from './usePaced';

export function TrainCentre() {
  const strip = useStudio((state) => state.train.strip);
  const comparing = useStudio((state) => state.train.comparing);
  return (
    <div className={styles.stage}>
      {comparing ? <CompareView /> : <RunView />}
      <MomentBar />
      {strip === 'tiles' && <TileStrip />}
      {strip === 'runs' && <RunStrip />}
    </div>
  );
}

function RunView() {
  const train = usePaced((state) => state.train);
  const run = useMemo(() => shownRun(train), [train]);
  return (
    <div className={styles.centre}>
      <div className={styles.image}>
        <TrainImage />
      </div>
      {run && <RunCurves run={run} />}
    </div>
  );
}
