/** What the files are made of: which images, and which settings of Predict are in force. */
import { Anchor, SegmentedControl, Switch } from '@mantine/core';
import type { ClassInfo } from '../../domain/labels';
import { settingsForClasses } from '../../state/settingsForClasses';
import type { StudioState } from '../../state/studioState';
import { FactList } from '../../ui/facts/FactList';
import { formatShare, plural } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import styles from './export.module.css';
import { objectFacts } from './objectFacts';

export function ExportOptions() {
  const actions = useActions();
  const images = useStudio((state) => state.export.images);
  const predicted = useStudio((state) => state.predict.summaries.size);
  const large = useStudio(largePredicted);
  const outlines = useStudio((state) => state.export.outlines);
  const opacity = useStudio((state) => state.predict.opacity);
  return (
    <InspectorGroup title="Made of" detail={plural(predicted, 'predicted image')}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Images to export"
        value={images}
        onChange={(value) => actions.export.exportImages(value)}
        data={[
          { value: 'predicted', label: 'All predicted' },
          { value: 'selected', label: 'Selected image' },
        ]}
      />
      <Switch
        size="xs"
        label="Outlines in overlays"
        checked={outlines}
        onChange={(event) => actions.export.setOutlines(event.currentTarget.checked)}
      />
      <FactList facts={[{ name: 'Overlay opacity', value: formatShare(opacity) }]} />
      <ObjectsInForce />
      {large > 0 && (
        <p className={styles.hint}>
          {plural(large, 'image is', 'images are')} too large to be held whole and not among these: Predict
          hands its files over.
        </p>
      )}
    </InspectorGroup>
  );
}

/** Predicted images whose results are files of their own. */
function largePredicted({ data, predict }: StudioState): number {
  return data.dataset.images.filter(({ id, large }) => large && predict.summaries.has(id)).length;
}

const NO_CLASSES: readonly ClassInfo[] = [];

function ObjectsInForce() {
  const { shell } = useActions();
  const settings = useStudio((state) => state.objects.settings);
  const classes = useStudio((state) => state.export.model?.classes ?? NO_CLASSES);
  return (
    <>
      <FactList facts={objectFacts(settingsForClasses(settings, classes.length), classes)} />
      <p className={styles.hint}>
        Masks, objects and tables are made with these.{' '}
        <Anchor component="button" type="button" inherit onClick={() => shell.open('predict')}>
          Change them in Predict
        </Anchor>
      </p>
    </>
  );
}
