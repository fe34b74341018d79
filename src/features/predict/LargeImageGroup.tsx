/** What is special about the selected image where it is too large to be held whole: its result is a file. */
import { Button, Switch } from '@mantine/core';
import { Download } from 'lucide-react';
import { selectedImage } from '../../state/selectors';
import { formatBytes } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import styles from './predict.module.css';
import { useSelectedSummary } from './useSelectedPrediction';

export function LargeImageGroup() {
  const image = useStudio(selectedImage);
  const classes = useStudio((state) => state.export.model?.spec.classes ?? 2);
  const wanted = useStudio((state) => state.predict.options.probabilities ?? false);
  const summary = useSelectedSummary();
  const { predict } = useActions();
  if (!image?.large) return null;
  const { id, width, height } = image;
  const bytes = formatBytes(4 * classes * width * height);
  return (
    <InspectorGroup title="Large image" detail={`${Math.round((width * height) / 1e6)} MP`}>
      <p className={styles.hint}>
        It is predicted by rows into a file, and shown here made small. Objects, thresholds and corrections
        need an image that is held whole: cut parts out of it for them.
      </p>
      <Switch
        size="xs"
        label="Write probabilities, too"
        description={`A float TIFF with a page for each class, up to ${bytes} on the disk.`}
        checked={wanted}
        onChange={(event) => predict.setOptions({ probabilities: event.currentTarget.checked })}
      />
      {summary && (
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={<Download size={14} aria-hidden />}
            onClick={() => void predict.downloadWhole(id)}
          >
            Download the whole result
          </Button>
          <p className={styles.hint}>Kept until the page is closed or another model is used.</p>
        </>
      )}
    </InspectorGroup>
  );
}
