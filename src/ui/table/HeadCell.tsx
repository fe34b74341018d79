// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one, which no table element allows.
/** The head of a column: its name and unit, and the button that sorts by it. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Column, TableSort } from './column';
import styles from './table.module.css';

export interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: TableSort | null;
  readonly onSort: (column: string) => void;
}

export function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const { key, title, unit, hint, isText } = column;
  const sorted = sort?.column === key ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus.
    <div role="columnheader" aria-sort={sorted} className={styles.headCell} data-text={isText || undefined}>
      <button type="button" className={styles.sort} title={hint} onClick={() => onSort(key)}>
        {sorted !== 'none' && <Arrow size={12} aria-hidden />}
        <span>
          {title}
          {unit && <span className={styles.unit}> {unit}</span>}
        </span>
      </button>
    </div>
  );
}
