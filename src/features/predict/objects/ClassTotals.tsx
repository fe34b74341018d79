/** What each class of the image amounts to: its objects, their area, their share of the image. */
import type { ClassInfo } from '../../../domain/labels';
import type { ImageObjects } from '../../../domain/objects';
import { predictionClasses } from '../../../state/selectors';
import { formatCount, formatNumber } from '../../../ui/format';
import { useStudio } from '../../studioContext';
import styles from './objects.module.css';
import { shownUnit } from './useObjects';

export function ClassTotals({ objects: { totals } }: { readonly objects: Pick<ImageObjects, 'totals'> }) {
  const classes = useStudio(predictionClasses);
  const unit = useStudio(shownUnit);
  return (
    <table className={styles.totals}>
      <caption>Objects of this image</caption>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Count</th>
          <th scope="col">Area, {unit === 'um' ? 'µm²' : 'px²'}</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ classIndex, count, areaPx, areaUm, areaFraction }) => (
          <tr key={classIndex}>
            <th scope="row">
              <Name info={classes[classIndex]} index={classIndex} />
            </th>
            <td>{formatCount(count)}</td>
            <td>{formatNumber(unit === 'um' && areaUm !== null ? areaUm : areaPx)}</td>
            <td>{(100 * areaFraction).toFixed(1)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ info, index }: { readonly info: ClassInfo | undefined; readonly index: number }) {
  return (
    <>
      <span className={styles.swatch} style={{ background: info?.color }} />
      {info?.name ?? `class ${index}`}
    </>
  );
}
