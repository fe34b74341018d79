/** Rows of values as a CSV file (RFC 4180): a header, a comma between, quotes where a value needs them. */

type CsvRow = readonly (number | string | null)[];

export function toCsv(header: readonly string[], rows: readonly CsvRow[]): string {
  return csvLines([header, ...rows]);
}

/** A part of such a file. */
export function csvLines(rows: readonly CsvRow[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** Empty where there is no value. `#` is quoted for readers that take it for the start of a comment. */
function field(value: number | string | null): string {
  const text = value === null ? '' : String(value);
  return /[",#\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
