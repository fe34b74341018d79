/** Inspector of the Data stage: what is selected, what is not used and why, the classes, how masks are read. */
import { useStudio } from '../studioContext';
import { ClassList } from './ClassList';
import { DatasetSummary } from './DatasetSummary';
import { MaskReadingPanel } from './MaskReadingPanel';
import { NotUsed } from './NotUsed';
import { SelectedImagePanel } from './SelectedImagePanel';

export function DataInspector() {
  const read = useStudio((state) => state.data.dataset.reading !== null);
  return (
    <>
      <DatasetSummary />
      <NotUsed />
      <SelectedImagePanel />
      {read && <ClassList />}
      {read && <MaskReadingPanel />}
    </>
  );
}
