/** The filters of the objects' table: one more, and those that are set, each to be taken off. */
import { Button, NativeSelect, Popover } from '@mantine/core';
import { ListFilter, X } from 'lucide-react';
import { useState } from 'react';
import { NumberField } from '../../../ui/NumberField';
import type { Column, ValueRange } from '../../../ui/table/column';
import { columnRange } from '../../../ui/table/tableRows';
import { useActions, useStudio } from '../../studioContext';
import { filterText, titleOf } from './columnText';
import type { ObjectRow } from './objectRows';
import styles from './objects.module.css';
import type { ObjectTable } from './useObjects';

export function FilterTools({ table }: { readonly table: ObjectTable }) {
  const { objects } = useActions();
  const filters = useStudio((state) => state.objects.filters);
  const set = table.columns.filter((column) => keyOf(column) in filters);
  return (
    <div className={styles.filters}>
      <NewFilter table={table} filters={filters} />
      {set.map((column) => {
        const range = filters[keyOf(column)];
        const text = range ? filterText(column, range) : '';
        return (
          <button
            key={column.key}
            type="button"
            className={styles.chip}
            aria-label={`Take off the filter ${text}`}
            onClick={() => objects.filter(keyOf(column), null)}
          >
            {text}
            <X size={12} aria-hidden />
          </button>
        );
      })}
    </div>
  );
}

interface NewFilterProps {
  readonly table: ObjectTable;
  readonly filters: Readonly<Record<string, ValueRange>>;
}

function NewFilter({ table: { columns, rows }, filters }: NewFilterProps) {
  const { objects } = useActions();
  const [key, setKey] = useState('area');
  const column = columns.find((own) => own.key === key) ?? columns[0];
  if (!column) return null;
  return (
    // At once: a form that fades in is not legible meanwhile.
    <Popover
      position="top-start"
      width={280}
      withArrow
      trapFocus
      shadow="md"
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Button size="compact-xs" variant="default" leftSection={<ListFilter size={14} aria-hidden />}>
          Filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.filterForm} aria-label="Filter">
        <NativeSelect
          size="xs"
          label="Column"
          value={column.key}
          data={columns.map((own) => ({ value: own.key, label: titleOf(own) }))}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <FilterFields
          key={column.key}
          column={column}
          whole={columnRange(rows, column)}
          range={filters[keyOf(column)] ?? null}
          onRange={(range) => objects.filter(keyOf(column), range)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface FilterFieldsProps {
  readonly column: Column<ObjectRow>;
  /** Of all rows. */
  readonly whole: ValueRange | null;
  readonly range: ValueRange | null;
  readonly onRange: (range: ValueRange | null) => void;
}

function FilterFields({ column, whole, range, onRange }: FilterFieldsProps) {
  if (column.kinds) {
    return (
      <NativeSelect
        size="xs"
        label="Only"
        value={range === null ? '' : String(range.low)}
        data={[
          { value: '', label: 'any' },
          ...column.kinds.map(({ value, name }) => ({ value: String(value), label: name })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          onRange(value === '' ? null : { low: Number(value), high: Number(value) })
        }
      />
    );
  }
  const { low, high } = range ?? whole ?? { low: 0, high: 0 };
  const field = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, step: 1 };
  const suffix = column.unit && ` ${column.unit}`;
  return (
    <div className={styles.pair}>
      <NumberField
        label="From"
        value={rounded(low)}
        suffix={suffix}
        onCommit={(value) => onRange({ low: value, high })}
        {...field}
      />
      <NumberField
        label="To"
        value={rounded(high)}
        suffix={suffix}
        onCommit={(value) => onRange({ low, high: value })}
        {...field}
      />
    </div>
  );
}

/** Four digits for the field; what is typed is taken as it is. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function keyOf({ key, filterKey = key }: Column<ObjectRow>): string {
  return filterKey;
}
