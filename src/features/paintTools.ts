/** The tools that draw on images: names, keys and what each does, in one line. */
import {
  Ban,
  Brush,
  Check,
  Eraser,
  Lasso,
  type LucideIcon,
  PaintBucket,
  Pentagon,
  WandSparkles,
  X,
} from 'lucide-react';
import type { PaintStage, PaintTool } from '../state/paintSlice';

export interface ToolText {
  readonly tool: PaintTool;
  readonly name: string;
  readonly key: string;
  readonly Icon: LucideIcon;
  readonly hint: string;
}

const TOOLS: readonly (ToolText & { readonly stages: readonly PaintStage[] })[] = [
  {
    tool: 'brush',
    name: 'Brush',
    key: 'B',
    Icon: Brush,
    hint: 'Paints the chosen class. Begun on an object, it makes that one larger.',
    stages: ['data', 'predict'],
  },
  {
    tool: 'eraser',
    name: 'Eraser',
    key: 'E',
    Icon: Eraser,
    hint: 'Leaves background.',
    stages: ['predict'],
  },
  {
    tool: 'eraser',
    name: 'Eraser',
    key: 'E',
    Icon: Eraser,
    hint: 'Takes off what is painted.',
    stages: ['data'],
  },
  {
    tool: 'polygon',
    name: 'Polygon',
    key: 'P',
    Icon: Pentagon,
    hint: 'Click corners; Enter, a double click or the first corner closes. Backspace takes one back, Esc all.',
    stages: ['data', 'predict'],
  },
  {
    tool: 'lasso',
    name: 'Lasso',
    key: 'L',
    Icon: Lasso,
    hint: 'Draw around an area.',
    stages: ['data', 'predict'],
  },
  {
    tool: 'fill',
    name: 'Fill',
    key: 'F',
    Icon: PaintBucket,
    hint: 'Gives an area, up to where its class ends, the chosen class.',
    stages: ['data', 'predict'],
  },
  {
    tool: 'wand',
    name: 'Wand',
    key: 'W',
    Icon: WandSparkles,
    hint: 'Gives all that hangs together, and looks alike on screen, the chosen class.',
    stages: ['data', 'predict'],
  },
  {
    tool: 'ignore',
    name: 'Ignore',
    key: 'I',
    Icon: Ban,
    hint: 'What is painted counts nowhere: for what nobody can tell.',
    stages: ['data', 'predict'],
  },
  {
    tool: 'accept',
    name: 'Accept',
    key: 'A',
    Icon: Check,
    hint: 'A click on an object says that it is right.',
    stages: ['predict'],
  },
  {
    tool: 'reject',
    name: 'Reject',
    key: 'R',
    Icon: X,
    hint: 'A click on an object turns it into background.',
    stages: ['predict'],
  },
];

/** Those that a stage has. */
export function toolsOf(stage: PaintStage): readonly ToolText[] {
  return TOOLS.filter(({ stages }) => stages.includes(stage));
}

export function hasSize(tool: PaintTool): boolean {
  return tool === 'brush' || tool === 'eraser' || tool === 'ignore';
}
