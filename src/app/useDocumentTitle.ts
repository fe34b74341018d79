/** The tab's title tells how far long work is, for those who look at another tab meanwhile. */
import { useEffect } from 'react';
import { useStudio } from '../features/studioContext';
import { workUnderWay } from './workUnderWay';

const NAME = 'U-Net Studio';

export function useDocumentTitle(): void {
  const percent = useStudio((state) => {
    const work = workUnderWay(state);
    return work === null ? null : Math.floor(work.share * 100);
  });
  const ended = useStudio((state) => state.train.job.status === 'done');
  useEffect(() => {
    if (percent !== null) document.title = `${percent} % · ${NAME}`;
    else document.title = ended ? `Trained · ${NAME}` : NAME;
  }, [percent, ended]);
}
