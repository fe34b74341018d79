/** The run under way in numbers: how far, how fast, how long still. */
import { Progress } from '@mantine/core';
import { timeLeft } from '../../common/timeLeft';
import type { TrainRun } from '../../state/trainProgress';
import { type Fact, FactList } from '../../ui/facts/FactList';
import { formatCount, formatDuration, formatLoss, NO_VALUE, plural } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { RateControl } from './RateControl';
import { heldOutText, isScoring, phaseText, stepText } from './runText';
import { clockText } from './timeGrant';
import styles from './train.module.css';
import { usePaced } from './usePaced';

export function RunStatus({ run }: { readonly run: TrainRun }) {
  const last = usePaced((state) => state.train.curve.losses.at(-1) ?? null);
  const compiling = run.step === 0;
  const waiting = compiling || isScoring(run);
  const value = shareDone(run);
  return (
    <InspectorGroup title="Run under way">
      <p className={styles.phase}>{phaseText(run)}</p>
      <Progress
        aria-label={compiling ? 'Kernels compiled' : 'Steps done'}
        value={value ?? 100}
        animated={value === null}
        striped={value === null}
        size="sm"
      />
      <p className={styles.progressLine}>
        <span>{compiling ? compiledText(run) : stepText(run.step, run.steps)}</span>
        <span>{waiting ? '' : leftText(run)}</span>
      </p>
      <FactList
        facts={[
          { name: 'Loss', value: formatLoss(last?.loss ?? null) },
          ...paceFacts(run),
          ...planFacts(run),
        ]}
      />
      <RateControl run={run} rate={last?.learningRate ?? null} />
    </InspectorGroup>
  );
}

/** "3 min left, at 21:45". */
function leftText({ etaMs, phase }: TrainRun): string {
  if (etaMs === null || phase !== 'training') return '';
  const now = Date.now();
  return `${timeLeft(etaMs)}, at ${clockText(now + etaMs, now)}`;
}

/** 0..100; null where it cannot be told. */
function shareDone(run: TrainRun): number | null {
  const { done, total } = run.tuned ?? run.compiled;
  if (run.step === 0) return total === 0 || done === total ? null : (100 * done) / total;
  return isScoring(run) ? null : (100 * run.step) / Math.max(1, run.steps);
}

function compiledText({ compiled: { done, total }, tuned }: TrainRun): string {
  if (tuned !== null)
    return `Timing kernels: ${formatCount(tuned.done)} of at most ${formatCount(tuned.total)}`;
  return total === 0
    ? 'Once for this network and GPU'
    : `${formatCount(done)} of ${formatCount(total)} kernels`;
}

function paceFacts({ msPerStep, dataWaitMs }: TrainRun): Fact[] {
  return [
    { name: 'Time a step', value: msPerStep === null ? NO_VALUE : formatDuration(msPerStep) },
    {
      name: 'Of it, waiting for patches',
      value: dataWaitMs === null ? NO_VALUE : formatDuration(dataWaitMs),
    },
  ];
}

function planFacts({ plan, checkpointStep }: TrainRun): Fact[] {
  if (plan === null) return [];
  const { inputSize, outputSize, split } = plan;
  const patch = inputSize === outputSize ? `${inputSize} px` : `${inputSize} px in, ${outputSize} px out`;
  return [
    { name: 'Patch', value: patch },
    { name: 'Trained on', value: plural(split.train.length, 'image') },
    { name: 'Held out', value: heldOutText(plan.split) },
    ...(checkpointStep === null
      ? []
      : [{ name: 'Saved on disk', value: `step ${formatCount(checkpointStep)}` }]),
  ];
}
