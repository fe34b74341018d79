/** Stage "train", before Start: what the run will take of the GPU and of time, and what would fit where it does not. */
import { Button, Group, Progress } from '@mantine/core';
import type { RunForecast } from '../../domain/forecast';
import { Callout } from '../../ui/callout/Callout';
import { FactList } from '../../ui/facts/FactList';
import { formatBytes } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { forecastFacts, memoryParts } from './forecastText';
import styles from './train.module.css';
import { useForecast } from './useForecast';

const COLORS = ['indigo', 'teal', 'gray'] as const;

export function Forecast() {
  const forecast = useForecast();
  const settings = useStudio((state) => state.train.settings);
  if (forecast === null) return null;
  return (
    <InspectorGroup title="Forecast">
      {!forecast.fits && <TooLarge forecast={forecast} />}
      <MemoryBar forecast={forecast} />
      <FactList facts={forecastFacts(forecast, settings, Date.now())} />
    </InspectorGroup>
  );
}

/** As long as what the device gives, where that is known; else as long as what the run takes. */
function MemoryBar({ forecast: { memory, budgetBytes } }: { readonly forecast: RunForecast }) {
  if (!memory) return null;
  const parts = memoryParts(memory, Math.max(memory.peak, budgetBytes ?? 0));
  const text = parts.map(({ name, bytes }) => `${name} ${formatBytes(bytes)}`).join(' · ');
  return (
    <>
      <Progress.Root size="lg" aria-hidden title={text}>
        {parts.map(({ name, percent }, index) => (
          <Progress.Section key={name} value={percent} color={COLORS[index] ?? 'gray'} />
        ))}
      </Progress.Root>
      <p className={styles.hint}>{text}</p>
    </>
  );
}

function TooLarge({ forecast: { smaller } }: { readonly forecast: RunForecast }) {
  const { train } = useActions();
  const { tile, width } = smaller;
  return (
    <Callout tone="warning" title="This network and tile do not fit the GPU.">
      {tile === null && width === null && 'Choose a smaller depth, width and tile.'}
      <Group gap="xs" mt="xs">
        {tile !== null && (
          <Button size="xs" variant="default" onClick={() => train.setSettings({ tile })}>
            Use a tile of {tile} px
          </Button>
        )}
        {width !== null && (
          <Button size="xs" variant="default" onClick={() => train.setSettings({ width })}>
            Use a width of {width}
          </Button>
        )}
      </Group>
    </Callout>
  );
}
