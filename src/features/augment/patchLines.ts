/** The deformation grid of a patch as the path of an SVG. Pure. */

/** A tenth of a pixel of the patch is finer than any screen shows it. */
const DIGITS = 1;

/** `lines`: x, y of each point in turn, px of the patch. */
export function patchLines(lines: readonly Float32Array[]): string {
  return lines.map(lineText).join('');
}

function lineText(line: Float32Array): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < line.length; i += 2) {
    points.push(`${(line[i] ?? 0).toFixed(DIGITS)} ${(line[i + 1] ?? 0).toFixed(DIGITS)}`);
  }
  return points.length > 1 ? `M${points.join('L')}` : '';
}
