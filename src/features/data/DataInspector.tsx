/** Inspector of the Data stage: what is loaded, what is not used, the masks' meaning, and what the network gets. */
import { useStudio } from '../studioContext';
import { BrightnessPanel } from './BrightnessPanel';
import { ChannelPanel } from './ChannelPanel';
import { ChecksPanel } from './ChecksPanel';
import { ClassList } from './ClassList';
import { DatasetSummary } from './DatasetSummary';
import { DrawGroup } from './DrawGroup';
import { IntensityPanel } from './IntensityPanel';
import { MaskPanel } from './MaskPanel';
import { NotUsed } from './NotUsed';
import { ScalePanel } from './ScalePanel';
import { SelectedImagePanel } from './SelectedImagePanel';

export function DataInspector() {
  const read = useStudio((state) => state.data.dataset.reading !== null);
  const masked = useStudio((state) => state.data.dataset.judgement !== null);
  return (
    <>
      <DatasetSummary />
      <NotUsed />
      <ChecksPanel />
      <SelectedImagePanel />
      <DrawGroup />
      {read && <ClassList />}
      {masked && <MaskPanel />}
      <ChannelPanel />
      <IntensityPanel />
      <ScalePanel />
      <BrightnessPanel />
    </>
  );
}
