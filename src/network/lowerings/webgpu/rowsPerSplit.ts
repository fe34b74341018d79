/** Into how many partial sums a filter gradient is cut: enough threads, little memory. Pure. */

export interface FilterWork {
  readonly batch: number;
  /** Rows over which the gradient is summed, of one sample. */
  readonly height: number;
  /** Bytes of the weights in memory. */
  readonly weightBytes: number;
}

/** Threads that fill a large GPU. */
const WANTED_THREADS = 8192;
/** Of a filter gradient: three taps of four input and four output channels. */
const BYTES_A_THREAD = 192;
/** The partial sums live while nothing else of that size does. */
const MOST_PARTIAL_BYTES = 2 ** 24;

/** Rows of each partial sum, 1..height. */
export function rowsPerSplit({ batch, height, weightBytes }: FilterWork): number {
  const wanted = WANTED_THREADS / ((batch * weightBytes) / BYTES_A_THREAD);
  const affordable = MOST_PARTIAL_BYTES / (batch * weightBytes);
  const strips = Math.max(1, Math.min(height, Math.ceil(wanted), Math.floor(affordable)));
  return Math.ceil(height / strips);
}
