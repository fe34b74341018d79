/** Every object of the image as a row, in the order and by the filters of the user's choice. */
import { useMemo } from 'react';
import { DataTable } from '../../../ui/table/DataTable';
import { nextSort, sortedRows } from '../../../ui/table/tableRows';
import { useActions, useStudio } from '../../studioContext';
import type { ObjectRow } from './objectRows';
import styles from './objects.module.css';
import { type ObjectTable, selectedObject } from './useObjects';

export function ObjectsTable({ table: { columns, passing } }: { readonly table: ObjectTable }) {
  const { objects } = useActions();
  const sort = useStudio((state) => state.objects.sort);
  const selected = useStudio(selectedObject);
  const rows = useMemo(() => sortedRows(passing, columns, sort), [passing, columns, sort]);
  if (rows.length === 0) return <p className={styles.note}>No object passes the filters.</p>;
  return (
    <DataTable
      label="Objects of this image"
      columns={columns}
      rows={rows}
      rowKey={rowKey}
      sort={sort}
      onSort={(column) => objects.sortBy(nextSort(sort, column))}
      selected={selected}
      onSelect={(row) => objects.select(row.object.id, 'table')}
    />
  );
}

function rowKey({ object }: ObjectRow): number {
  return object.id;
}
