/** The drawer over the film strip: the selected image's objects as table, histogram and scatter plot, and all images. */
import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ObjectsTab } from '../../../state/objectsSlice';
import { shownObjects } from '../../../state/objectsSlice';
import { selectedImage } from '../../../state/selectors';
import { Drawer } from '../../../ui/drawer/Drawer';
import { formatCount } from '../../../ui/format';
import { useActions, useStudio } from '../../studioContext';
import { ColumnHistogram } from './ColumnHistogram';
import { FilterTools } from './FilterTools';
import { ImagesTable } from './ImagesTable';
import { ObjectScatter } from './ObjectScatter';
import { ObjectsTable } from './ObjectsTable';
import styles from './objects.module.css';
import { type ObjectTable, useFreshObjects, useObjectTable } from './useObjects';

const TABS: { value: ObjectsTab; label: string }[] = [
  { value: 'table', label: 'Table' },
  { value: 'histogram', label: 'Histogram' },
  { value: 'scatter', label: 'Scatter plot' },
  { value: 'images', label: 'All images' },
];

export function ObjectsDrawer() {
  const { shell, objects } = useActions();
  useFreshObjects();
  const table = useObjectTable();
  const { open, height } = useStudio((state) => state.shell.drawer);
  const tab = useStudio((state) => state.objects.tab);
  const hasModel = useStudio((state) => state.export.model !== null);
  if (!hasModel) return null;
  return (
    <Drawer
      title="Objects"
      detail={table && countText(table)}
      open={open}
      height={height}
      onToggle={() => shell.setDrawer({ open: !open })}
      onHeight={(next) => shell.setDrawer({ height: next })}
      tools={
        <>
          <SegmentedControl
            size="xs"
            aria-label="View of the objects"
            data={TABS}
            value={tab}
            onChange={objects.show}
          />
          {table && tab !== 'images' && <FilterTools table={table} />}
          <UnitSwitch />
        </>
      }
    >
      {tab === 'images' ? <ImagesTable /> : <ObjectView tab={tab} table={table} />}
    </Drawer>
  );
}

function countText({ rows, passing }: ObjectTable): string {
  const all = formatCount(rows.length);
  return rows.length === passing.length ? all : `${formatCount(passing.length)} of ${all}`;
}

function ObjectView({ tab, table }: { readonly tab: ObjectsTab; readonly table: ObjectTable | null }) {
  const isLarge = useStudio((state) => selectedImage(state)?.large ?? false);
  const working = useStudio((state) => state.objects.job.status === 'running');
  if (table === null) {
    if (isLarge) return <Note>This image is too large to be held whole: it has no table of objects.</Note>;
    return <Note>{working ? 'Cutting out objects…' : 'Predict this image to see its objects.'}</Note>;
  }
  if (table.rows.length === 0) return <Note>No objects in this image with these settings.</Note>;
  if (tab === 'histogram') return <ColumnHistogram table={table} />;
  if (tab === 'scatter') return <ObjectScatter table={table} />;
  return <ObjectsTable table={table} />;
}

function Note({ children }: { readonly children: ReactNode }) {
  return <p className={styles.note}>{children}</p>;
}

/** Where the pixel size is known. */
function UnitSwitch() {
  const { objects } = useActions();
  const known = useStudio((state) => shownObjects(state)?.objects.pixelSize != null);
  const unit = useStudio((state) => state.objects.unit);
  if (!known) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label="Unit of lengths"
      value={unit}
      onChange={objects.setUnit}
      data={[
        { value: 'um', label: 'µm' },
        { value: 'px', label: 'px' },
      ]}
    />
  );
}
