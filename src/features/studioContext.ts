/** How features reach the one studio: read state with a selector, call actions. The app provides it. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { defined } from '../common/assert';
import type { Studio, StudioActions } from '../state/createStudioStore';
import type { StudioState } from '../state/studioState';

export const StudioContext = createContext<Studio | null>(null);

/** Renders again when the selected value changes by `Object.is`; select fields, do not build objects. */
export function useStudio<T>(select: (state: StudioState) => T): T {
  return useStore(useContextStudio().store, select);
}

export function useActions(): StudioActions {
  return useContextStudio().actions;
}

function useContextStudio(): Studio {
  return defined(useContext(StudioContext), 'StudioContext');
}
