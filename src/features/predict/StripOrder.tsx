/** In which order the film strip shows the images: those first on which a correction teaches most, if wished. */
import { SegmentedControl } from '@mantine/core';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import styles from './predict.module.css';

export function StripOrder() {
  const { predict } = useActions();
  const order = useStudio((state) => state.predict.order);
  const predicted = useStudio((state) => state.predict.summaries.size);
  if (predicted < 2) return null;
  return (
    <InspectorGroup title="Film strip">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Order of the images"
        value={order}
        onChange={(value) => predict.setOrder(value)}
        data={[
          { value: 'loaded', label: 'As loaded' },
          { value: 'unsure', label: 'Least sure first' },
        ]}
      />
      {order === 'unsure' && (
        <p className={styles.hint}>
          The number on an image is its mean uncertainty, 0 to 1. Correct the first ones: the model learns
          most from them.
        </p>
      )}
    </InspectorGroup>
  );
}
