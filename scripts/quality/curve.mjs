/** A validation curve as an SVG drawn from its numbers. Pure. */

const SIZE = { width: 480, height: 200, left: 40, right: 12, top: 12, bottom: 28 };

/**
 * @param {{ step: number, values: (number | null)[] }[]} curve of which the first value is drawn
 * @param {{ label: string, bound: number | null }} measure
 * @returns {string} an SVG of its own, readable on a light and on a dark page
 */
export function curveSvg(curve, { label, bound }) {
  const last = Math.max(1, ...curve.map(({ step }) => step));
  const x = (/** @type {number} */ step) => SIZE.left + (step / last) * (SIZE.width - SIZE.left - SIZE.right);
  const y = (/** @type {number} */ value) => SIZE.top + (1 - value) * (SIZE.height - SIZE.top - SIZE.bottom);
  const points = curve.flatMap(({ step, values: [value] }) =>
    value === null || value === undefined ? [] : [`${x(step).toFixed(1)},${y(value).toFixed(1)}`],
  );
  const line = (/** @type {number} */ value, /** @type {string} */ style) =>
    `<path d="M${SIZE.left} ${y(value).toFixed(1)}H${SIZE.width - SIZE.right}" ${style}/>`;
  const text = (/** @type {number} */ at, /** @type {number} */ down, /** @type {string} */ words) =>
    `<text x="${at}" y="${down.toFixed(1)}">${words}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="sans-serif" font-size="11">`,
    `<title>${label} on held-out pixels over the steps of the run</title>`,
    '<rect width="100%" height="100%" fill="#fff"/><g fill="#333">',
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (value) => line(value, 'stroke="#ddd"') + text(6, y(value) + 4, value.toFixed(2)),
    ),
    text(SIZE.left, SIZE.height - 8, `${label}, steps 0 to ${last}`),
    bound === null ? '' : line(bound, 'stroke="#c33" stroke-dasharray="4 3"'),
    `</g><polyline fill="none" stroke="#0a66c2" stroke-width="2" points="${points.join(' ')}"/>`,
    '</svg>',
    '',
  ].join('\n');
}
