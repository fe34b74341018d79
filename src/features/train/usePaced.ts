/** A value of the state, looked at a few times a second: runs of short steps change it far more often than eyes see. */
import { useContext, useEffect, useRef, useState } from 'react';
import { defined } from '../../common/assert';
import type { StudioState } from '../../state/studioState';
import { StudioContext } from '../studioContext';

const PACE_MS = 120;

/** Changes by `Object.is`, at most every PACE_MS; the last change always arrives. */
export function usePaced<T>(select: (state: StudioState) => T): T {
  const { store } = defined(useContext(StudioContext), 'StudioContext');
  const latest = useRef(select);
  latest.current = select;
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      timer = null;
      setValue(() => latest.current(store.getState()));
    };
    const unsubscribe = store.subscribe(() => {
      timer ??= setTimeout(look, PACE_MS);
    });
    look();
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store]);
  return value;
}
