/** Curves as columns over one axis of steps: what a chart draws, a table lists and a file holds. Pure. */

export interface ChartPoint {
  /** Steps done, counting from 1. */
  readonly step: number;
  readonly value: number | null;
}

export interface ChartLine {
  readonly name: string;
  /** Ascending by step. */
  readonly points: readonly ChartPoint[];
  readonly color: string;
  /** `faint` is a thin line behind the others; `dots` marks every point, for lines of few. */
  readonly look: 'line' | 'faint' | 'dashed' | 'dots';
  readonly format: (value: number | null) => string;
}

/** Columns of equal length, one a line, ascending by step; null where a step has no such value. */
export interface ChartRows {
  readonly steps: readonly number[];
  readonly columns: readonly (readonly (number | null)[])[];
}

export function chartRows(lines: readonly Pick<ChartLine, 'points'>[]): ChartRows {
  const all = new Set(lines.flatMap(({ points }) => points.map(({ step }) => step)));
  const steps = [...all].sort((a, b) => a - b);
  return { steps, columns: lines.map(({ points }) => columnOf(steps, points)) };
}

/** At most `limit` rows, evenly spread, the last among them; rows of which a column of `kept` has a value all stay. */
export function thinnedRows(rows: ChartRows, limit: number, kept: readonly number[]): ChartRows {
  const every = Math.max(1, Math.ceil(rows.steps.length / limit));
  const last = rows.steps.length - 1;
  const stays = (row: number) =>
    (last - row) % every === 0 || kept.some((column) => rows.columns[column]?.[row] != null);
  const picked = rows.steps.flatMap((_, row) => (stays(row) ? [row] : []));
  const pick = <T>(column: readonly T[]) => picked.flatMap((row) => column.slice(row, row + 1));
  return { steps: pick(rows.steps), columns: rows.columns.map(pick) };
}

/** The last value at or before `row`; null where there is none. */
export function valueAt(column: readonly (number | null)[], row: number): number | null {
  for (let index = Math.min(row, column.length - 1); index >= 0; index--) {
    const value = column[index];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

function columnOf(steps: readonly number[], points: readonly ChartPoint[]): (number | null)[] {
  const values = new Map(points.map(({ step, value }) => [step, value]));
  return steps.map((step) => finite(values.get(step)));
}

function finite(value: number | null | undefined): number | null {
  return value !== undefined && value !== null && Number.isFinite(value) ? value : null;
}
