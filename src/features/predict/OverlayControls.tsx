/** What is laid over the image, and how strongly. */
import { Select, Switch } from '@mantine/core';
import { VIRIDIS_GRADIENT } from '../../common/viridis';
import type { PredictionSummary } from '../../domain/predict';
import { shownObjects } from '../../state/objectsSlice';
import type { PredictMode } from '../../state/predictSlice';
import { predictionClasses, selectedHasLabels } from '../../state/selectors';
import { SettingSlider } from '../../ui/SettingSlider';
import { useActions, useStudio } from '../studioContext';
import { ErrorLegend } from './objects/ErrorLegend';
import styles from './predict.module.css';
import { ERROR_COLOR } from './predictionLayers';
import { shownClass, shownMode } from './shownMode';

export function OverlayControls({ summary }: { readonly summary: PredictionSummary }) {
  const { predict } = useActions();
  const chosen = useStudio((state) => state.predict.mode);
  const opacity = useStudio((state) => state.predict.opacity);
  const hasTruth = useStudio(selectedHasLabels);
  const mode = shownMode(chosen, hasTruth);
  return (
    <>
      <Select
        size="xs"
        aria-label="Overlay"
        allowDeselect={false}
        data={modeChoices(hasTruth)}
        value={mode}
        onChange={(value) => value !== null && predict.show(value)}
      />
      {mode === 'probability' && <ProbabilityControls summary={summary} />}
      {mode === 'uncertainty' && <UncertaintyLegend summary={summary} />}
      {mode === 'errors' && <Errors />}
      {HAS_AREAS.has(mode) && <OutlineSwitch />}
      {!hasTruth && <p className={styles.hint}>Truth and errors need a mask; this image has none.</p>}
      <SettingSlider
        label="Overlay opacity"
        value={opacity}
        min={0}
        max={1}
        step={0.05}
        format={(value) => `${Math.round(value * 100)} %`}
        onChange={predict.setOpacity}
      />
    </>
  );
}

/** Modes that draw areas, which can be drawn as their outlines. */
const HAS_AREAS: ReadonlySet<PredictMode> = new Set(['labels', 'truth', 'errors']);

function OutlineSwitch() {
  const { objects } = useActions();
  const outlines = useStudio((state) => state.objects.outlines);
  return (
    <Switch
      size="xs"
      label="Outlines only (X)"
      checked={outlines}
      onChange={() => objects.toggleOutlines()}
    />
  );
}

/** Of objects where the mask numbers them, else of pixels. */
function Errors() {
  const counts = useStudio((state) => shownObjects(state)?.objects.errors?.counts ?? null);
  if (counts) return <ErrorLegend counts={counts} />;
  return (
    <p className={styles.legendLine}>
      <span className={styles.swatch} style={{ background: ERROR_COLOR }} /> Label differs from the mask
    </p>
  );
}

function modeChoices(hasTruth: boolean): { value: PredictMode; label: string; disabled?: boolean }[] {
  return [
    { value: 'labels', label: 'Labels' },
    { value: 'probability', label: 'Probability' },
    { value: 'uncertainty', label: 'Uncertainty' },
    { value: 'truth', label: 'Truth', disabled: !hasTruth },
    { value: 'errors', label: 'Errors', disabled: !hasTruth },
  ];
}

function ProbabilityControls({ summary }: { readonly summary: PredictionSummary }) {
  const { predict } = useActions();
  const classes = useStudio(predictionClasses);
  const classIndex = shownClass(
    useStudio((state) => state.predict.classIndex),
    summary.classes,
  );
  const data = Array.from({ length: summary.classes }, (_, index) => ({
    value: String(index),
    label: classes[index]?.name ?? `class ${index}`,
  }));
  return (
    <>
      <Select
        size="xs"
        label="Probability of"
        allowDeselect={false}
        data={data}
        value={String(classIndex)}
        onChange={(value) => predict.show('probability', Number(value))}
      />
      <Ramp ends={['0', '0.5', '1']} />
    </>
  );
}

function UncertaintyLegend({ summary }: { readonly summary: PredictionSummary }) {
  return (
    <>
      <Ramp ends={['sure', '', 'all classes alike']} />
      <p className={styles.hint}>
        How undecided the model is, pixel by pixel (entropy). Mean of this image:{' '}
        {summary.uncertainty.toFixed(3)}.
      </p>
    </>
  );
}

function Ramp({ ends }: { readonly ends: readonly [string, string, string] }) {
  return (
    <div>
      <div className={styles.ramp} style={{ background: VIRIDIS_GRADIENT }} />
      <div className={styles.rampEnds}>
        {ends.map((end) => (
          <span key={end}>{end}</span>
        ))}
      </div>
    </div>
  );
}
