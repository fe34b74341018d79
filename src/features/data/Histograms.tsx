/** One histogram a channel that the network gets; with a fixed window its ends can be dragged or typed. */
import type { ImageItem } from '../../domain/data';
import type { ChannelHistogram, IntensityWindow, Normalisation } from '../../domain/intensity';
import { Histogram } from '../../ui/histogram/Histogram';
import { NumberField } from '../../ui/NumberField';
import { useActions, useStudio } from '../studioContext';
import { chosenChannels } from './channelChoice';
import { channelName } from './channelName';
import inputs from './inputs.module.css';

export interface HistogramsProps {
  readonly histograms: readonly ChannelHistogram[];
  readonly choice: Normalisation;
  readonly image: ImageItem;
}

export function Histograms({ histograms, choice, image }: HistogramsProps) {
  const { setNormalisation } = useActions().data;
  const { channelChoice, channelNames } = useStudio((state) => state.data.dataset);
  const channels = chosenChannels(channelChoice, image.storedChannels);
  const setWindow = (place: number, window: IntensityWindow) => {
    if (choice.kind !== 'window') return;
    void setNormalisation({ kind: 'window', windows: choice.windows.with(place, window) });
  };
  return histograms.map((histogram, place) => {
    const channel = channels[place] ?? place;
    const name = histograms.length === 1 ? image.name : channelName(channelNames, channel);
    const isFixed = choice.kind === 'window';
    return (
      <div key={channel} className={inputs.channelWindow}>
        <Histogram
          histogram={histogram}
          name={name}
          windowText={choice.kind === 'zscore' ? 'mean minus and plus one deviation' : '−1 and 1'}
          onWindow={isFixed ? (window) => setWindow(place, window) : undefined}
        />
        {isFixed && <WindowFields histogram={histogram} onWindow={(window) => setWindow(place, window)} />}
      </div>
    );
  });
}

interface WindowFieldsProps {
  readonly histogram: ChannelHistogram;
  onWindow(window: IntensityWindow): void;
}

/** Ends may lie outside of this image's values: the window is one for all images. */
function WindowFields({ histogram: { window, low, high }, onWindow }: WindowFieldsProps) {
  const step = (high - low || 1) / 100;
  return (
    <div className={inputs.pair}>
      <NumberField
        label="Becomes −1"
        value={rounded(window.low, step)}
        min={-3.4e38}
        max={window.high - step / 100}
        step={step}
        onCommit={(value) => onWindow({ ...window, low: value })}
      />
      <NumberField
        label="Becomes 1"
        value={rounded(window.high, step)}
        min={window.low + step / 100}
        max={3.4e38}
        step={step}
        onCommit={(value) => onWindow({ ...window, high: value })}
      />
    </div>
  );
}

/** Digits below a hundredth of a step say nothing. */
function rounded(value: number, step: number): number {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  return Number(value.toFixed(Math.min(digits, 12)));
}
