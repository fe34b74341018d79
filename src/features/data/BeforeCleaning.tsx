/** Switches the viewer between the masks as they are read and as they are in their files, and counts the difference. */
import { SegmentedControl } from '@mantine/core';
import { selectedImage } from '../../state/selectors';
import { formatShare, plural } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';
import { useMaskBefore } from './useMaskBefore';

export function BeforeCleaning() {
  const { showBefore } = useActions().data;
  const before = useStudio((state) => state.data.before);
  const image = useStudio(selectedImage);
  if (!image?.mask) return null;
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Mask in the viewer"
        data={[
          { value: 'after', label: 'As read' },
          { value: 'before', label: 'As in its file' },
        ]}
        value={before ? 'before' : 'after'}
        onChange={(value) => showBefore(value === 'before')}
      />
      {before && <Changed imageId={image.id} />}
    </>
  );
}

function Changed({ imageId }: { readonly imageId: string }) {
  const mask = useMaskBefore(imageId);
  if (!mask) return null;
  const changed = mask.changed?.reduce((sum, one) => sum + one, 0) ?? 0;
  const share = formatShare(changed / (mask.width * mask.height));
  return (
    <p className={styles.say}>
      {changed === 0
        ? 'Reading changes none of its pixels.'
        : `Cleaning changes ${plural(changed, 'pixel')} (${share}), marked in pink.`}
    </p>
  );
}
