/** Asks before the page is left while training, or with work that no project keeps. */
import { useEffect } from 'react';
import { useStudio } from '../features/studioContext';
import { unsavedWork } from '../state/selectors';

export function useLeaveGuard(): void {
  const reason = useStudio(unsavedWork);
  useEffect(() => {
    if (reason === null) return;
    // Browsers show their own sentence; preventing the default is what makes them ask.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [reason]);
}
