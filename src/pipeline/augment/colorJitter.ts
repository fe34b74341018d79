/**
 * Hue and saturation of three normalised channels. Each channel was normalised by itself, so there is no true grey and
 * no true hue: what turns and grows is each pixel's colour relative to the image's mean colour.
 */

/**
 * In place, on [pixels, 3]: around the axis of equal values, along which the mean of the three channels stays, colours
 * turn by `hue` degrees (120 moves each channel into the next) and their distance from it is multiplied by `saturation`.
 */
export function jitterColor(image: Float32Array, hue: number, saturation: number): void {
  const angle = (hue * Math.PI) / 180;
  const along = saturation * Math.cos(angle);
  const across = (saturation * Math.sin(angle)) / Math.sqrt(3);
  for (let i = 0; i + 2 < image.length; i += 3) {
    const red = image[i] ?? 0;
    const green = image[i + 1] ?? 0;
    const blue = image[i + 2] ?? 0;
    const grey = (red + green + blue) / 3;
    // Rodrigues' rotation about (1, 1, 1) / √3.
    image[i] = grey + along * (red - grey) + across * (blue - green);
    image[i + 1] = grey + along * (green - grey) + across * (red - blue);
    image[i + 2] = grey + along * (blue - grey) + across * (green - red);
  }
}
