/** The selected image: its size, its mask and why, what is wrong with it, and how strongly the mask is drawn. */
import { Button } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { hasLabels, type ImageItem } from '../../domain/data';
import { imageProblem } from '../../state/imageProblem';
import { selectedImage } from '../../state/selectors';
import { formatShare } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { SettingSlider } from '../../ui/SettingSlider';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';
import { imageFacts } from './imageFacts';
import { forgetting, withoutMask } from './pairChoices';

export function SelectedImagePanel() {
  const actions = useActions().data;
  const image = useStudio(selectedImage);
  const opacity = useStudio((state) => state.data.opacity);
  if (!image) return null;
  return (
    <InspectorGroup title="Image">
      <dl className={styles.facts}>
        {imageFacts(image).map(({ name, value }) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Problem image={image} />
      {hasLabels(image) && (
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
      <div className={styles.buttonRow}>
        <PairButton image={image} />
        <TakeOffButton image={image} />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Trash2 size={14} aria-hidden />}
          onClick={() => void actions.removeImage(image.id)}
        >
          Remove from the set
        </Button>
      </div>
    </InspectorGroup>
  );
}

/** What the badge on the thumbnail means. That an image has no mask stands among its facts already. */
function Problem({ image }: { readonly image: ImageItem }) {
  const dataset = useStudio((state) => state.data.dataset);
  const problem = imageProblem(image, dataset);
  if (problem === null || problem.kind === 'unlabelled') return null;
  return (
    <p className={styles.problem}>
      {problem.text} <span className={styles.dim}>{problem.hint}</span>
    </p>
  );
}

/** The mask, where there is one, counts again. */
function TakeOffButton({ image: { id, name, drawn } }: { readonly image: ImageItem }) {
  const { draw } = useActions().data;
  if (drawn === undefined) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => void draw(id, null, `taking the drawn labels off ${name}`)}
    >
      Take drawn labels off
    </Button>
  );
}

function PairButton({ image }: { readonly image: ImageItem }) {
  const { setPairs } = useActions().data;
  const choices = useStudio((state) => state.data.dataset.pairChoices);
  if (image.mask) {
    return (
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => void setPairs(withoutMask(choices, [image.id]))}
      >
        Not its mask
      </Button>
    );
  }
  if (!choices.some(({ imageId }) => imageId === image.id)) return null;
  return (
    <Button size="compact-sm" variant="default" onClick={() => void setPairs(forgetting(choices, image.id))}>
      Pair by name again
    </Button>
  );
}
