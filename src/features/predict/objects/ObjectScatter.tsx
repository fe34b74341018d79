/** Two columns of the image's objects against each other; a click finds the object, a rectangle is a filter of both. */
import { useMemo } from 'react';
import { predictionClasses } from '../../../state/selectors';
import { plural } from '../../../ui/format';
import { ScatterPlot } from '../../../ui/scatter/ScatterPlot';
import type { ScatterPoint } from '../../../ui/scatter/scatterData';
import type { Column } from '../../../ui/table/column';
import { useActions, useStudio } from '../../studioContext';
import { ColumnSelect, plottable } from './ColumnHistogram';
import { titleOf } from './columnText';
import type { ObjectRow } from './objectRows';
import styles from './objects.module.css';
import { type ObjectTable, selectedObject } from './useObjects';

export function ObjectScatter({ table }: { readonly table: ObjectTable }) {
  const { objects } = useActions();
  const classes = useStudio(predictionClasses);
  const wished = useStudio((state) => state.objects.plotted);
  const selected = useStudio(selectedObject);
  const offered = plottable(table.columns);
  const x = offered.find(({ key }) => key === wished.x) ?? offered[0];
  const y = offered.find(({ key }) => key === wished.y) ?? offered[1];
  const points = useMemo(() => (x && y ? pointsOf(table, x, y) : []), [table, x, y]);
  if (!x || !y) return null;
  const filterKey = ({ key, filterKey: own = key }: Column<ObjectRow>) => own;
  return (
    <div className={styles.plotted}>
      <div className={styles.axes}>
        <ColumnSelect
          label="Across"
          columns={offered}
          value={x.key}
          onChange={(key) => objects.plot({ x: key })}
        />
        <ColumnSelect
          label="Up"
          columns={offered}
          value={y.key}
          onChange={(key) => objects.plot({ y: key })}
        />
        <p className={styles.hint}>Click a point to find its object. Drag a rectangle to filter.</p>
      </div>
      <ScatterPlot
        label={`${titleOf(y)} against ${titleOf(x)} of ${plural(points.length, 'object')}`}
        xTitle={titleOf(x)}
        yTitle={titleOf(y)}
        points={points}
        groups={[null, ...classes.map(({ color }) => color)]}
        selected={selected}
        onSelect={(id) => objects.select(id, 'table')}
        onRange={(across, up) => {
          objects.filter(filterKey(x), across);
          objects.filter(filterKey(y), up);
        }}
      />
    </div>
  );
}

/** Group 0 is of the objects that the filters leave out, 1 + class of the others. */
function pointsOf(
  { rows, passing }: ObjectTable,
  x: Column<ObjectRow>,
  y: Column<ObjectRow>,
): ScatterPoint[] {
  const shown = new Set(passing);
  return rows.flatMap((row) => {
    const [across, up] = [x.value(row), y.value(row)];
    if (typeof across !== 'number' || typeof up !== 'number') return [];
    const group = shown.has(row) ? 1 + row.object.classIndex : 0;
    return [{ key: row.object.id, x: across, y: up, group }];
  });
}
