/** The first weights of a run that begins from another model's. Pure. Called where a run is fine-tuned, by page and command line. */
import { assert, defined } from '../../common/assert';
import { studioError } from '../../common/errors';
import type { UNetSpec } from '../../domain/network';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { parameterTable, type WeightMap } from '../../network/parameterTable';

/** Fields without which a weight has another place, or meets other numbers. Dropout has no weights. */
const MUST_AGREE = [
  'depth',
  'width',
  'inputChannels',
  'padding',
  'norm',
  'activation',
  'upActivation',
  'skips',
] as const satisfies readonly (keyof UNetSpec)[];

const NAMES: Partial<Record<keyof UNetSpec, string>> = {
  inputChannels: 'number of channels',
  upActivation: 'activation after up-convolutions',
  skips: 'skip connections',
};

/**
 * The model's weights; where it tells another number of classes apart, all but those of the head, which begin as in a
 * new run. Throws `bad-setting` naming the first difference of the networks.
 */
export function fineTuneWeights(
  spec: UNetSpec,
  model: { readonly spec: UNetSpec; readonly weights: WeightMap },
  seed: number,
): WeightMap {
  for (const field of MUST_AGREE) {
    const [wanted, found] = [spec[field], model.spec[field]].map((value) => JSON.stringify(value));
    if (wanted !== found) throw differs(NAMES[field] ?? field, String(wanted), String(found));
  }
  const graph = buildGraph(spec);
  const fresh = spec.classes === model.spec.classes ? null : initWeights(graph, seed);
  const head = new Set(graph.nodes.flatMap(({ op, name }) => (op === 'head' ? [name] : [])));
  return new Map(
    parameterTable(graph).map(({ name, node, count }) => {
      const values = defined((fresh && head.has(node) ? fresh : model.weights).get(name), name);
      assert(values.length === count, `${name} has ${values.length} values`);
      return [name, values.slice()];
    }),
  );
}

function differs(what: string, wanted: string, found: string) {
  return studioError(
    'bad-setting',
    `The run cannot begin from this model: its ${what} is ${found}, that of the run ${wanted}.`,
    `Set the ${what} of the run to ${found}, or begin from new weights.`,
    `${what}=${found}`,
  );
}
