/** The selected image: its size, its mask and why, and how strongly the mask is drawn. */
import { Button } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import type { ImageItem } from '../../domain/data';
import { selectedImage } from '../../state/selectors';
import { formatShare, formatSize, plural } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { SettingSlider } from '../../ui/SettingSlider';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';

export function SelectedImagePanel() {
  const actions = useActions().data;
  const image = useStudio(selectedImage);
  const opacity = useStudio((state) => state.data.opacity);
  if (!image) return null;
  return (
    <InspectorGroup title="Image">
      <dl className={styles.facts}>
        <dt>Name</dt>
        <dd>{image.name}</dd>
        <dt>Size</dt>
        <dd>{formatSize(image.width, image.height)}</dd>
        <dt>Pixels</dt>
        <dd>
          {plural(image.channels, 'channel')}, {image.type}
        </dd>
        <dt>Mask</dt>
        <dd>{maskText(image)}</dd>
      </dl>
      {image.mask && (
        <SettingSlider
          label="Mask opacity"
          value={opacity}
          min={0}
          max={1}
          step={0.05}
          format={formatShare}
          onChange={actions.setOpacity}
        />
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        className={styles.quiet}
        leftSection={<Trash2 size={14} aria-hidden />}
        onClick={() => void actions.removeImage(image.id)}
      >
        Remove from the set
      </Button>
    </InspectorGroup>
  );
}

function maskText(image: ImageItem): string {
  if (!image.mask) return image.reason;
  const { path, page, pages } = image.mask;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return `${name}${pages > 1 ? `, page ${page + 1}` : ''} (${image.reason})`;
}
