/** The kind of kernels that `$STUDIO_KERNELS` forces. Apart from openDevice, which needs a device. */
import { studioError } from '../common/errors';
import { KERNEL_CHOICES, type KernelChoice } from '../domain/kernels';

/** Throws `bad-option`. */
export function kernelChoice(text: string): KernelChoice {
  const found = KERNEL_CHOICES.find((choice) => choice === text);
  if (found) return found;
  throw studioError(
    'bad-option',
    `STUDIO_KERNELS is "${text}", which names no kind of kernels.`,
    `The kinds are ${KERNEL_CHOICES.join(', ')}.`,
    text,
  );
}
