/** Which values the viewer shows from black to white. For the eye alone: the network gets what Intensities says. */
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { selectedImage } from '../../state/selectors';
import { Histogram } from '../../ui/histogram/Histogram';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { brightnessHistogram } from './brightnessHistogram';
import styles from './data.module.css';
import masks from './masks.module.css';
import { useHistograms } from './useHistograms';

export function BrightnessPanel() {
  const { setBrightness } = useActions().data;
  const image = useStudio(selectedImage);
  const brightness = useStudio((state) => state.data.brightness);
  const histograms = useHistograms(image && !image.large ? image.id : null);
  const histogram = useMemo(
    () => histograms && brightnessHistogram(histograms, brightness),
    [histograms, brightness],
  );
  if (!image || image.large) return null;
  return (
    <InspectorGroup title="Brightness" detail={brightness === null ? 'automatic' : 'your range'} closed>
      <p className={styles.hint}>
        Drag the ends: what is shown from black to white. The network does not see this; it gets what
        Intensities says.
      </p>
      {histogram && (
        <Histogram
          histogram={histogram}
          name={image.name}
          windowText="black and white"
          onWindow={setBrightness}
        />
      )}
      {brightness !== null && (
        <Button
          size="compact-sm"
          variant="default"
          className={masks.start}
          onClick={() => setBrightness(null)}
        >
          Automatic brightness
        </Button>
      )}
    </InspectorGroup>
  );
}
