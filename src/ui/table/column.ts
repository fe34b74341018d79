/** A column of a table that can be sorted and filtered: what it shows of a row, and by which value it orders. */

export type CellValue = number | string | null;

export interface Column<Row> {
  /** Its name in what is stored of a table: no other column has it. */
  readonly key: string;
  /** The key of its filter, where ranges go with the unit; else that of the column. */
  readonly filterKey?: string;
  readonly title: string;
  /** Beside the title; empty where there is none. */
  readonly unit: string;
  /** One line on what it means. */
  readonly hint: string;
  /** CSS px. */
  readonly width: number;
  /** Null where a row has none: such rows come last in either order, and pass no filter. */
  readonly value: (row: Row) => CellValue;
  readonly format: (row: Row) => string;
  /** Of words, which begin at the left; numbers end at the right. */
  readonly isText?: boolean;
  /** A colour, `#rrggbb`, before the text. */
  readonly swatch?: (row: Row) => string;
  /** Where the values are few kinds: what they are called. Filters offer these in place of a range. */
  readonly kinds?: readonly { readonly value: number; readonly name: string }[];
}

export interface TableSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Both ends are within. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** By the key of a column's filter. A row has to pass all of them. */
export type TableFilters = Readonly<Record<string, ValueRange>>;
