/** The viewer's keys, wherever the focus is: there is one viewer on the page, and nothing else wants them. */
import { type Dispatch, useEffect } from 'react';
import { takesKeys } from '../takesKeys';
import { keyAction } from './keyAction';
import type { ViewAction } from './viewState';

export function useViewKeys(dispatch: Dispatch<ViewAction>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = event.defaultPrevented || takesKeys(event.target) ? null : keyAction(event);
      if (!action) return;
      event.preventDefault();
      dispatch(action);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [dispatch]);
}
