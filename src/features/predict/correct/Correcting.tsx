/** The prediction of the selected image as it is corrected, while a tool is in hand. */
import { predictionClasses } from '../../../state/selectors';
import { Painting } from '../../Painting';
import { useStudio } from '../../studioContext';
import { CORRECT_KEYS } from './correctKeys';
import { useCorrection } from './useCorrection';

export function Correcting() {
  const classes = useStudio(predictionClasses);
  const opacity = useStudio((state) => state.predict.opacity);
  const regionOnly = useStudio((state) => state.correct.scope === 'region');
  useCorrection();
  return <Painting keys={CORRECT_KEYS} {...{ classes, opacity, regionOnly }} />;
}
