/** What the viewer lends to what is drawn over its picture: tools, outlines, labels. They are its children. */
import { createContext, type Dispatch, type RefObject, useContext } from 'react';
import { defined } from '../../common/assert';
import type { View } from './viewGeometry';
import type { ViewAction } from './viewState';

export interface ViewerAccess {
  /** Takes the pointer's events. */
  readonly stage: RefObject<HTMLDivElement | null>;
  /** Lengths in device px. */
  readonly view: View;
  readonly dispatch: Dispatch<ViewAction>;
}

export const ViewerContext = createContext<ViewerAccess | null>(null);

/** Renders again whenever the view moves. */
export function useViewer(): ViewerAccess {
  return defined(useContext(ViewerContext), 'ViewerContext');
}
