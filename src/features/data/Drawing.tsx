/** The labels of the selected image as they are drawn on, while a tool is in hand. */
import { useEffect } from 'react';
import { selectedImage } from '../../state/selectors';
import { Painting } from '../Painting';
import { useActions, useStudio } from '../studioContext';
import { usePaintKeys } from '../usePaintKeys';
import { DRAW_KEYS } from './drawKeys';

/** The keys of drawing alone, while the image is on its way: a tool that is taken up then is in hand when it comes. */
export function DrawingKeys() {
  usePaintKeys(DRAW_KEYS, nowhere);
  return null;
}

const nowhere = () => null;

export function Drawing() {
  const { paint } = useActions();
  const image = useStudio(selectedImage);
  const reading = useStudio((state) => state.data.dataset.reading);
  const classes = useStudio((state) => state.data.classes);
  const opacity = useStudio((state) => state.data.opacity);
  const hasTool = useStudio((state) => state.paint.tools.data !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another image, or other labels of it, are opened anew.
  useEffect(() => {
    if (hasTool) paint.open();
  }, [hasTool, image, reading, paint]);
  return <Painting keys={DRAW_KEYS} regionOnly={false} {...{ classes, opacity }} />;
}
