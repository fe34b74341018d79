/** What the viewer remembers between gestures, as a pure reducer. A fitted view stays fitted on resize. */
import {
  type Box,
  centredView,
  clampPan,
  fitView,
  isEmpty,
  type Point,
  revealBox,
  type Size,
  type View,
  zoomAt,
} from './viewGeometry';

export interface ViewState {
  readonly image: Size;
  readonly stage: Size;
  readonly view: View;
  /** True until the user zooms or pans. */
  readonly fitted: boolean;
}

/** Points and distances in device px of the stage. */
export type ViewAction =
  | { readonly type: 'image'; readonly image: Size }
  | { readonly type: 'stage'; readonly stage: Size }
  | { readonly type: 'zoom'; readonly factor: number; readonly at?: Point }
  | { readonly type: 'pan'; readonly dx: number; readonly dy: number }
  /** Brings a part of the image, in its px, to the middle. */
  | { readonly type: 'reveal'; readonly box: Box }
  | { readonly type: 'fit' }
  | { readonly type: 'actual' };

export function initialViewState(image: Size): ViewState {
  return { image, stage: { width: 0, height: 0 }, view: { scale: 1, x: 0, y: 0 }, fitted: true };
}

export function viewReducer(state: ViewState, action: ViewAction): ViewState {
  switch (action.type) {
    case 'image':
      return sameSize(state.image, action.image) ? state : fitted({ ...state, image: action.image });
    case 'stage':
      return resized(state, action.stage);
    case 'zoom':
      return moved(
        state,
        zoomAt(state.view, action.at ?? centreOf(state.stage), action.factor, state.image, state.stage),
      );
    case 'pan':
      return moved(state, { ...state.view, x: state.view.x + action.dx, y: state.view.y + action.dy });
    case 'reveal':
      return moved(state, revealBox(state.view, action.box, state.stage));
    case 'fit':
      return fitted(state);
    case 'actual':
      return moved(state, centredView(state.image, state.stage, 1));
  }
}

/** Keeps the stage's centre over the same image point, unless the view was fitted. */
function resized(state: ViewState, stage: Size): ViewState {
  if (sameSize(state.stage, stage)) return state;
  const next = { ...state, stage };
  if (state.fitted || isEmpty(state.stage)) return fitted(next);
  const dx = (stage.width - state.stage.width) / 2;
  const dy = (stage.height - state.stage.height) / 2;
  return moved(next, { ...state.view, x: state.view.x + dx, y: state.view.y + dy });
}

function fitted(state: ViewState): ViewState {
  return { ...state, view: fitView(state.image, state.stage), fitted: true };
}

function moved(state: ViewState, view: View): ViewState {
  return { ...state, view: clampPan(view, state.image, state.stage), fitted: false };
}

function centreOf(stage: Size): Point {
  return { x: stage.width / 2, y: stage.height / 2 };
}

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
