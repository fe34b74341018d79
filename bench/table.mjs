/** The result of a suite as lines for people. Pure. */

/**
 * @typedef {object} BenchRow
 * @property {string} case
 * @property {{ms: number, firstMs: number}} ours
 * @property {Record<string, {ms: number, firstMs: number} | {absent: string}>} peers
 * @property {Record<string, number>} ratios
 */

/**
 * @typedef {object} BenchResult
 * @property {string} adapter
 * @property {'browser' | 'node'} host
 * @property {Record<string, string>} versions
 * @property {BenchRow[]} rows
 * @property {{gigaMultiplyAddsPerSecond: number}} peak
 */

/** @param {BenchResult} result */
export function table({ adapter, host, rows, peak }) {
  const head = `${adapter}, ${host}, peak ${peak.gigaMultiplyAddsPerSecond} GMAC/s`;
  return [head, ...rows.flatMap(lines)].join('\n');
}

/** @param {BenchRow} row */
function lines({ case: name, ours, peers, ratios }) {
  const facts = Object.entries(ours).map(([fact, value]) => `${fact} ${value}`);
  const others = Object.entries(peers).map(([peer, times]) =>
    'absent' in times
      ? `  ${peer}: absent, ${times.absent}`
      : `  ${peer}: ${times.ms} ms, ${ratios[peer]} times ours`,
  );
  return [`${name}: ${facts.join(', ')}`, ...others];
}
