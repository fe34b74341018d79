/** Brightness and contrast of a patch, after its geometry. */

/**
 * In place, on [pixels, channels] of a normalised image (sd 1): each channel's distance from its mean over the patch
 * is multiplied by `contrast`, then `brightness` is added. Contrast 1 and brightness 0 leave every bit as it is.
 */
export function changeIntensity(
  image: Float32Array,
  channels: number,
  { brightness, contrast }: { readonly brightness: number; readonly contrast: number },
): void {
  if (brightness === 0 && contrast === 1) return;
  for (let c = 0; c < channels; c++) {
    const shift = channelMean(image, channels, c) * (1 - contrast) + brightness;
    for (let i = c; i < image.length; i += channels) image[i] = (image[i] ?? 0) * contrast + shift;
  }
}

function channelMean(image: Float32Array, channels: number, channel: number): number {
  let sum = 0;
  for (let i = channel; i < image.length; i += channels) sum += image[i] ?? 0;
  return sum / (image.length / channels);
}
