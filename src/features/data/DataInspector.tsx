/** Inspector of the Data stage: what is loaded, what is not used, the masks' meaning, and what the network gets. */
import { useStudio } from '../studioContext';
import { ChannelPanel } from './ChannelPanel';
import { ChecksPanel } from './ChecksPanel';
import { ClassList } from './ClassList';
import { DatasetSummary } from './DatasetSummary';
import { IntensityPanel } from './IntensityPanel';
import { MaskPanel } from './MaskPanel';
import { NotUsed } from './NotUsed';
import { ScalePanel } from './ScalePanel';
import { SelectedImagePanel } from './SelectedImagePanel';

export function DataInspector() {
  const read = useStudio((state) => state.data.dataset.reading !== null);
  return (
    <>
      <DatasetSummary />
      <NotUsed />
      <ChecksPanel />
      <SelectedImagePanel />
      {read && <ClassList />}
      {read && <MaskPanel />}
      <ChannelPanel />
      <IntensityPanel />
      <ScalePanel />
    </>
  );
}
