/** The dataset in one or two sentences: how many images, how many can be trained on. */
import { hasLabels } from '../../domain/data';
import { plural } from '../../ui/format';
import { useStudio } from '../studioContext';
import styles from './data.module.css';

export function DatasetSummary() {
  const dataset = useStudio((state) => state.data.dataset);
  const images = dataset.images.length;
  const labelled = dataset.images.filter(hasLabels).length;
  const drawn = dataset.images.some((image) => image.drawn !== undefined);
  if (images === 0) {
    return (
      <p className={styles.lead}>
        Two to fifty labelled images are enough to begin. Masks can be painted here, too, and images without
        one predicted later.
      </p>
    );
  }
  return (
    <p className={styles.lead}>
      {plural(images, 'image')}
      {shareText(labelled, images)} {drawn ? 'labels' : 'a mask'}.
      {labelled < images && restText(labelled, images)}
    </p>
  );
}

function shareText(labelled: number, images: number): string {
  if (images === 1) return labelled === 1 ? ' with' : ' without';
  if (labelled === 0) return ', none with';
  return labelled < images ? `, ${labelled} with` : ', all with';
}

function restText(labelled: number, images: number): string {
  const which = labelled > 0 ? 'The others' : images === 1 ? 'It' : 'They';
  return ` ${which} can be predicted, not trained on.`;
}
