/** How long JavaScript takes to hand a step to the device: from its first encoder to the return of its last submit. */
import { median } from '../src/common/median';

export interface SubmitWatch {
  /** A step begins. */
  begin(): void;
  medianMs(): number;
  /** The least, which waiting for a core distorts least. */
  bestMs(): number;
}

/** Wraps the device's own methods; a step's submits all happen before anything is waited for. */
export function watchSubmits(device: GPUDevice): SubmitWatch {
  const spans: { first: number; last: number }[] = [];
  let open = false;
  const lengths = () => spans.map(({ first, last }) => last - first);
  const create = device.createCommandEncoder.bind(device);
  device.createCommandEncoder = (descriptor) => {
    if (open) {
      spans.push({ first: performance.now(), last: Number.NaN });
      open = false;
    }
    return create(descriptor);
  };
  const submit = device.queue.submit.bind(device.queue);
  device.queue.submit = (buffers) => {
    submit(buffers);
    const span = spans.at(-1);
    if (span) span.last = performance.now();
  };
  return {
    begin: () => {
      open = true;
    },
    medianMs: () => median(lengths()) ?? Number.NaN,
    bestMs: () => Math.min(...lengths()),
  };
}
