// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, which no table element allows.
/**
 * A table of which only the rows in view are made, so that ten thousand of them scroll as one does. It shows rows in the
 * order they come; sorting and filtering (tableRows) are the caller's. One row can be chosen, by pointer or keys.
 */
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { Column, TableSort } from './column';
import { HeadCell } from './HeadCell';
import { TableRow } from './TableRow';
import styles from './table.module.css';
import { ROW_HEIGHT, rowAfterKey, scrolledTo } from './tableWindow';
import { useRowsInView } from './useRowsInView';

export interface DataTableProps<Row> {
  /** What the rows are: "Objects". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly sort: TableSort | null;
  readonly onSort: (column: string) => void;
  readonly selected: string | number | null;
  readonly onSelect: (row: Row) => void;
  /** Stays at the foot, in any order of the rows. */
  readonly total?: Row | undefined;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, sort, onSort, selected, onSelect, total } = props;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const { first, end } = useRowsInView(frame, rows.length);
  const at = selected === null ? -1 : rows.findIndex((row) => rowKey(row) === selected);
  const margin = (total === undefined ? 1 : 2) * ROW_HEIGHT;
  useEffect(() => {
    const element = frame.current;
    if (element && at >= 0)
      element.scrollTop = scrolledTo(at, element.scrollTop, element.clientHeight - margin);
  }, [at, margin]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // Enter and Space belong to the buttons of the head, arrows to the rows wherever the focus is.
    const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - margin) / ROW_HEIGHT) - 1);
    const next = event.altKey || event.ctrlKey ? null : rowAfterKey(event.key, at, rows.length, page);
    const row = next === null ? undefined : rows[next];
    if (row === undefined) return;
    event.preventDefault();
    onSelect(row);
  };
  const grid = { gridTemplateColumns: columns.map(({ width }) => `${width}px`).join(' ') };
  const shared = { columns, style: grid, idOf: (row: Row) => `${id}-${rowKey(row)}` };
  return (
    <div
      ref={frame}
      className={styles.frame}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + (total === undefined ? 1 : 2)}
      aria-colcount={columns.length}
      aria-activedescendant={at >= first && at < end ? `${id}-${selected}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, its buttons besides. */}
        <div role="row" aria-rowindex={1} className={styles.row} style={grid}>
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: rows.length * ROW_HEIGHT }}>
        {rows.slice(first, end).map((row, index) => (
          <TableRow
            key={rowKey(row)}
            {...shared}
            row={row}
            index={first + index}
            selected={first + index === at}
            onSelect={onSelect}
          />
        ))}
      </div>
      {total !== undefined && (
        <div role="rowgroup" className={styles.foot}>
          <TableRow {...shared} row={total} index={rows.length} selected={false} />
        </div>
      )}
    </div>
  );
}
