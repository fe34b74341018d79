// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, which no table element allows.
/** One row of a DataTable at its place. Without `onSelect` it is the foot, which has a place of its own. */
import type { CSSProperties } from 'react';
import type { Column } from './column';
import styles from './table.module.css';
import { ROW_HEIGHT } from './tableWindow';

export interface TableRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  /** Among all rows, from 0. */
  readonly index: number;
  readonly selected: boolean;
  readonly style: CSSProperties;
  readonly idOf: (row: Row) => string;
  readonly onSelect?: (row: Row) => void;
}

export function TableRow<Row>({ columns, row, index, selected, style, idOf, onSelect }: TableRowProps<Row>) {
  const place = onSelect ? { transform: `translateY(${index * ROW_HEIGHT}px)` } : {};
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active row.
    <div
      id={idOf(row)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={onSelect ? selected : undefined}
      className={styles.row}
      data-placed={onSelect !== undefined || undefined}
      style={{ ...style, ...place }}
      onClick={() => onSelect?.(row)}
    >
      {columns.map((column) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus.
        <div key={column.key} role="gridcell" className={styles.cell} data-text={column.isText || undefined}>
          {column.swatch && <span className={styles.swatch} style={{ background: column.swatch(row) }} />}
          {column.format(row)}
        </div>
      ))}
    </div>
  );
}
