/**
 * An exponential moving average that starts unbiased, as Adam's moments do (Kingma, Ba 2015, section 3).
 * `span` is the number of values that carry most of the weight; gaps (not finite) are carried over.
 */
export function smooth(values: readonly number[], span: number): number[] {
  const decay = 1 - 2 / (span + 1);
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    if (Number.isFinite(value)) {
      sum = decay * sum + (1 - decay) * value;
      weight = decay * weight + (1 - decay);
    }
    return weight === 0 ? value : sum / weight;
  });
}
