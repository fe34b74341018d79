/** What the middle shows: patches or the weight map, and which layers. */
import { SegmentedControl } from '@mantine/core';
import type { AugmentLayer } from '../../state/augmentSlice';
import { HeatLegend } from '../../ui/heat/HeatLegend';
import { useActions, useStudio } from '../studioContext';
import styles from './augment.module.css';

const LAYERS: readonly { layer: AugmentLayer; name: string; key: string }[] = [
  { layer: 'image', name: 'Image', key: 'I' },
  { layer: 'labels', name: 'Labels', key: 'L' },
  { layer: 'grid', name: 'Grid', key: 'G' },
  { layer: 'weights', name: 'Weights', key: 'W' },
];

/** `maxWeight`: where the legend ends; null while there are no weights to see. */
export function ViewTools({ maxWeight }: { readonly maxWeight: number | null }) {
  const { show } = useActions().augment;
  const mode = useStudio((state) => state.augment.mode);
  const weights = useStudio((state) => state.augment.layers.has('weights'));
  return (
    <div className={styles.tools}>
      <SegmentedControl
        size="xs"
        aria-label="View"
        data={[
          { value: 'patches', label: 'Patches' },
          { value: 'weights', label: 'Weight map' },
        ]}
        value={mode}
        onChange={show}
      />
      {mode === 'patches' && <LayerSwitches />}
      {(mode === 'weights' || weights) && maxWeight !== null && <HeatLegend name="Weight" max={maxWeight} />}
    </div>
  );
}

function LayerSwitches() {
  const { toggleLayer } = useActions().augment;
  const layers = useStudio((state) => state.augment.layers);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; these are switches of a view.
    <div className={styles.layers} role="group" aria-label="Layers">
      {LAYERS.map(({ layer, name, key }) => (
        <button
          key={layer}
          type="button"
          className={styles.layer}
          aria-pressed={layers.has(layer)}
          aria-keyshortcuts={key.toLowerCase()}
          title={`${name} (${key})`}
          onClick={() => toggleLayer(layer)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
