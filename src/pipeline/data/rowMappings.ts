/**
 * How the values of an image become network input, where the image is read by rows: the mappings of `normalise`, to the
 * bit, from passes over the rows instead of over an image in memory.
 */
import { defined } from '../../common/assert';
import { checkedNormalisation, type Normalisation } from '../../domain/intensity';
import type { Raster } from '../../domain/raster';
import { levelCounter, Moments, ranksOf, valuesOf } from './channelValues';
import { checkWindows } from './channelWindow';
import { fixedMapping, type Mapping, mappingOf } from './normalise';
import { RankSearch } from './orderStatistic';
import type { StepReader } from './rowSource';
import { selectChannels } from './selectChannels';

/** The part of an image that is looked at, as the network gets it. */
type Visit = (part: Raster) => void;

/**
 * One mapping a chosen channel. Fixed windows need no look at the image; 8 and 16 bits are counted in one pass; others
 * take two passes, and four more where percentiles are asked for. Throws `bad-setting`, what reading throws, `aborted`.
 */
export async function rowMappings(
  reader: StepReader,
  channelChoice: readonly number[] | null,
  choice: Normalisation,
  signal?: AbortSignal,
): Promise<Mapping[]> {
  const { type, channels: stored, height } = reader.source;
  const count = channelChoice?.length ?? stored;
  checkWindows(checkedNormalisation(choice), count);
  const channels = Array.from({ length: count }, (_, channel) => channel);
  const fixed = channels.flatMap((channel) => fixedMapping(choice, channel) ?? []);
  if (fixed.length === count) return fixed;
  const pass = (visit: Visit) =>
    reader.each(0, height, (part) => visit(selectChannels(part, channelChoice)), signal);
  const counters = channels.flatMap(() => levelCounter(type) ?? []);
  if (counters.length < count) return scannedMappings(pass, channels, choice);
  await pass((part) => {
    counters.forEach((counter, channel) => {
      counter.add(part, channel);
    });
  });
  return counters.map((counter, channel) => mappingOf(counter.values(), choice, channel));
}

async function scannedMappings(
  pass: (visit: Visit) => Promise<void>,
  channels: readonly number[],
  choice: Normalisation,
): Promise<Mapping[]> {
  const moments = channels.map(() => new Moments());
  await pass((part) => eachValue(part, (value, channel) => moments[channel]?.add(value, 1)));
  await pass((part) => eachValue(part, (value, channel) => moments[channel]?.addSquare(value, 1)));
  const percents = choice.kind === 'percentile' ? [choice.low, choice.high] : [];
  const searches = moments.map((own) => {
    const ranks = percents.flatMap((percent) => ranksOf(percent, own.result().count));
    return new Map(ranks.map((rank) => [rank, new RankSearch(rank)]));
  });
  while (searches.some((own) => [...own.values()].some(({ isOpen }) => isOpen))) {
    const open = searches.map((own) => [...own.values()]);
    await pass((part) =>
      eachValue(part, (value, channel) => {
        for (const search of open[channel] ?? []) search.visit(value);
      }),
    );
    for (const search of open.flat()) search.endPass();
  }
  return channels.map((channel) => {
    const found = [...defined(searches[channel], 'searches')].map(
      ([rank, { value }]) => [rank, value] as const,
    );
    return mappingOf(
      valuesOf(defined(moments[channel], 'moments').result(), new Map(found)),
      choice,
      channel,
    );
  });
}

function eachValue({ data, channels }: Raster, visit: (value: number, channel: number) => void): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let i = channel; i < data.length; i += channels) visit(data[i] ?? 0, channel);
  }
}
