/** Where patches are cut, and how their pixels are read. */
import type { AugmentSettings } from '../../domain/augment';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { ChoiceLine } from './ChoiceLine';

const SAMPLINGS: readonly { value: AugmentSettings['sampling']; label: string; doc: string }[] = [
  { value: 'uniform', label: 'Anywhere', doc: 'Every place is as likely as every other.' },
  {
    value: 'third',
    label: 'A third',
    doc: 'One patch in three holds a pixel of a class drawn evenly, so that rare classes are met (nnU-Net).',
  },
  {
    value: 'falk',
    label: 'On objects',
    doc: 'Around object pixels ten times as often as around background (Falk 2019).',
  },
];

const INTERPOLATIONS: readonly { value: AugmentSettings['interpolation']; label: string; doc: string }[] = [
  { value: 'cubic', label: 'Cubic', doc: 'Keeps the sharpness that the network meets in prediction.' },
  {
    value: 'linear',
    label: 'Linear',
    doc: 'Faster, and softens what lies between pixels, as Falk and nnU-Net do.',
  },
];

const CHANNELS: readonly { value: AugmentSettings['channels']; label: string; doc: string }[] = [
  {
    value: 'together',
    label: 'Together',
    doc: 'All channels get the same brightness, contrast, noise and so on.',
  },
  { value: 'apart', label: 'Apart', doc: 'Each channel gets draws of its own. Suits independent stains.' },
];

export function ReadingGroup() {
  const { setSettings } = useActions().augment;
  const sampling = useStudio((state) => state.augment.settings.sampling);
  const interpolation = useStudio((state) => state.augment.settings.interpolation);
  const channels = useStudio((state) => state.augment.settings.channels);
  return (
    <InspectorGroup title="Sampling and reading" closed>
      <ChoiceLine
        label="Places"
        choices={SAMPLINGS}
        value={sampling}
        onChange={(value) => setSettings({ sampling: value }, 'the sampling')}
      />
      <ChoiceLine
        label="Interpolation"
        choices={INTERPOLATIONS}
        value={interpolation}
        onChange={(value) => setSettings({ interpolation: value }, 'the interpolation')}
      />
      <ChoiceLine
        label="Channels"
        choices={CHANNELS}
        value={channels}
        onChange={(value) => setSettings({ channels: value }, 'the channels')}
      />
    </InspectorGroup>
  );
}
