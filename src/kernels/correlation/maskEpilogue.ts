/** What every input gradient does with its sums: masks them by the source's activation, where asked, and stores. */
import type { Binding } from '../program';
import { type Activation, activationSlope } from '../wgsl/activation';
import { channelGroups, type Source, tensorBytes } from '../wgsl/source';
import type { Epilogue, Size } from './correlation';

/** Stores a gradient of the source's region, times the activation's slope at the source where there is one. */
export function maskEpilogue(batch: number, source: Source, region: Size, mask: Activation): Epilogue {
  const groups = channelGroups(source.channels);
  const { height, width, cropY, cropX } = source;
  return {
    bindings: maskBindings(batch, source, region, mask),
    statistics: false,
    initial: () => 'vec4f()',
    value: (sum, { n, y, x, group }) => {
      if (mask.kind === 'none') return sum;
      const row = `${n} * ${height} + ${y} + ${cropY}`;
      const h = `h[((${row}) * ${width} + ${x} + ${cropX}) * ${groups} + ${group}]`;
      return `${sum} * ${activationSlope(mask, h)}`;
    },
    store: (value, { n, y, x, group }) =>
      `out[((${n} * ${region.height} + ${y}) * ${region.width} + ${x}) * ${groups} + ${group}] = ${value};`,
  };
}

function maskBindings(batch: number, source: Source, region: Size, mask: Activation): Binding[] {
  const { height, width, channels } = source;
  const out = tensorBytes(batch, region.height, region.width, channels);
  const bindings: Binding[] = [{ name: 'out', access: 'write', bytes: out }];
  if (mask.kind === 'none') return bindings;
  return [{ name: 'h', access: 'read', bytes: tensorBytes(batch, height, width, channels) }, ...bindings];
}
