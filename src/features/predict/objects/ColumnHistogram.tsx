/** How the values of one column are spread over the image's objects; a range of them is a filter. */
import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { formatNumber, plural } from '../../../ui/format';
import { Histogram } from '../../../ui/histogram/Histogram';
import type { Column } from '../../../ui/table/column';
import { useActions, useStudio } from '../../studioContext';
import { columnHistogram } from './columnHistogram';
import { titleOf } from './columnText';
import type { ObjectRow } from './objectRows';
import styles from './objects.module.css';
import type { ObjectTable } from './useObjects';

export function ColumnHistogram({ table: { columns, rows } }: { readonly table: ObjectTable }) {
  const { objects } = useActions();
  const wished = useStudio((state) => state.objects.plotted.value);
  const offered = plottable(columns);
  const column = offered.find(({ key }) => key === wished) ?? offered[0];
  const filterKey = column?.filterKey ?? column?.key ?? '';
  const range = useStudio((state) => state.objects.filters[filterKey] ?? null);
  const values = useMemo(() => (column ? numbersOf(rows, column) : []), [rows, column]);
  const histogram = useMemo(() => columnHistogram(values, range), [values, range]);
  return (
    <div className={styles.plotted}>
      <div className={styles.axes}>
        <ColumnSelect
          label="Column"
          columns={offered}
          value={column?.key}
          onChange={(value) => objects.plot({ value })}
        />
        {histogram && (
          <p className={styles.hint}>
            Mean {formatNumber(histogram.mean)}, SD {formatNumber(histogram.sd)}
            {column?.unit && ` ${column.unit}`}, {plural(values.length, 'object')}. Drag over the bars to
            filter.
          </p>
        )}
      </div>
      {histogram && column ? (
        <Histogram
          histogram={histogram}
          name={titleOf(column)}
          windowText="the filter"
          scale="plain"
          large
          onWindow={(window) => objects.filter(filterKey, isWhole(window, histogram) ? null : window)}
        />
      ) : (
        <p className={styles.note}>No object has a value here.</p>
      )}
    </div>
  );
}

function isWhole(window: { low: number; high: number }, whole: { low: number; high: number }): boolean {
  return window.low <= whole.low && window.high >= whole.high;
}

function numbersOf(rows: readonly ObjectRow[], { value }: Column<ObjectRow>): number[] {
  return rows.map(value).filter((own) => typeof own === 'number');
}

/** Columns of numbers that say something of the object. */
export function plottable(columns: readonly Column<ObjectRow>[]): Column<ObjectRow>[] {
  return columns.filter(({ key, kinds }) => key !== 'id' && !kinds);
}

interface ColumnSelectProps {
  readonly label: string;
  readonly columns: readonly Column<ObjectRow>[];
  readonly value: string | undefined;
  readonly onChange: (key: string) => void;
}

export function ColumnSelect({ label, columns, value, onChange }: ColumnSelectProps) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      {...(value === undefined ? {} : { value })}
      data={columns.map((column) => ({ value: column.key, label: titleOf(column) }))}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
