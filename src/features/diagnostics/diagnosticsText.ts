/** Diagnostics in words and rows. Pure. */
import type { Benchmark, DeviceDetails, SelfCheck } from '../../domain/diagnostics';
import type { Fact } from '../../ui/facts/FactList';
import { formatBytes, formatCount, formatDuration, NO_VALUE } from '../../ui/format';

export function deviceFacts({ report, features }: DeviceDetails): Fact[] {
  const { backend, adapter, software, maxBufferBytes } = report;
  return [
    { name: 'Adapter', value: adapter },
    {
      name: 'Kind',
      value: backend === 'webgl' ? 'WebGL, slow mode' : software ? 'software, slow' : 'WebGPU',
    },
    { name: 'Largest buffer', value: maxBufferBytes === null ? NO_VALUE : formatBytes(maxBufferBytes) },
    { name: 'Features', value: features.length === 0 ? NO_VALUE : features.join(', ') },
  ];
}

/** By name; sizes in bytes read as such. */
export function limitFacts({ limits }: DeviceDetails): Fact[] {
  return Object.entries(limits)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({
      name,
      value: name.endsWith('Size') ? formatBytes(value) : formatCount(value),
    }));
}

export function variantFacts({ variants }: DeviceDetails): Fact[] {
  return Object.entries(variants).map(([name, value]) => ({ name, value }));
}

/** Shape, and the winner with its time and how much longer the next one takes: "lanes groups=4 taps=1 pixels=2, 5.2 ms, next 1.3x". */
export function timedFacts({ timed }: DeviceDetails): Fact[] {
  return timed.map(({ shape, tile, ms, runnerUp }) => {
    const next = runnerUp === null ? '' : `, next ${runnerUp.toFixed(1)}x`;
    return { name: shape, value: `${tile}, ${ms.toFixed(1)} ms${next}` };
  });
}

/** "Passed with instance norm: largest error 2.1e-7 (logits), 0.001 allowed." */
export function checkText({ norm, passed, tolerance, worst }: SelfCheck): string {
  const network = norm === 'none' ? 'without norm' : 'with instance norm';
  const error = `largest error ${worst.error.toExponential(1)} (${worst.name}), ${tolerance} allowed`;
  return `${passed ? 'Passed' : 'Failed'} ${network}: ${error}.`;
}

export function benchmarkFacts({ network, compileMs, stepMs, predictMs, peakBytes }: Benchmark): Fact[] {
  return [
    { name: 'Network', value: network },
    { name: 'Training step', value: formatDuration(stepMs) },
    { name: 'Prediction', value: formatDuration(predictMs) },
    { name: 'Compiling', value: formatDuration(compileMs) },
    { name: 'GPU memory', value: formatBytes(peakBytes) },
  ];
}

/** Times to hundredths of a ms. */
export function benchmarkJson(result: Benchmark): string {
  const rounded = Object.entries(result).map(([name, value]) => [
    name,
    typeof value === 'number' ? Math.round(value * 100) / 100 : value,
  ]);
  return JSON.stringify(Object.fromEntries(rounded), null, 2);
}
