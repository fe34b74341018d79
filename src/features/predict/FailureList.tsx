/** The images that could not be predicted, each with its reason; the others went on. */
import { Callout } from '../../ui/callout/Callout';
import { plural } from '../../ui/format';
import { useStudio } from '../studioContext';
import styles from './predict.module.css';

/** Of a thousand that fail alike, the first tell enough. */
const MOST = 5;

export function FailureList() {
  const failures = useStudio((state) => state.predict.failures);
  if (failures.length === 0) return null;
  return (
    <Callout tone="warning" title={`${plural(failures.length, 'image')} could not be predicted.`}>
      <ul className={styles.failures}>
        {failures.slice(0, MOST).map(({ imageId, error }) => (
          <li key={imageId}>
            {imageId}: {error.message} {error.hint}
          </li>
        ))}
        {failures.length > MOST && <li>and {plural(failures.length - MOST, 'more image')}</li>}
      </ul>
    </Callout>
  );
}
