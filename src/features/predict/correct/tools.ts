/** The tools of a correction: names, keys and what each does, in one line. */
import { Ban, Brush, Check, Eraser, type LucideIcon, PaintBucket, X } from 'lucide-react';
import type { CorrectTool } from '../../../state/correctSlice';

export interface ToolText {
  readonly tool: CorrectTool;
  readonly name: string;
  readonly key: string;
  readonly Icon: LucideIcon;
  readonly hint: string;
}

export const TOOLS: readonly ToolText[] = [
  {
    tool: 'brush',
    name: 'Brush',
    key: 'B',
    Icon: Brush,
    hint: 'Paints the chosen class. Begun on an object, it makes that one larger.',
  },
  { tool: 'eraser', name: 'Eraser', key: 'E', Icon: Eraser, hint: 'Leaves background.' },
  {
    tool: 'fill',
    name: 'Fill',
    key: 'F',
    Icon: PaintBucket,
    hint: 'Gives an area, up to where its class ends, the chosen class.',
  },
  {
    tool: 'ignore',
    name: 'Ignore',
    key: 'I',
    Icon: Ban,
    hint: 'What is painted counts nowhere: for what nobody can tell.',
  },
  {
    tool: 'accept',
    name: 'Accept',
    key: 'A',
    Icon: Check,
    hint: 'A click on an object says that it is right.',
  },
  {
    tool: 'reject',
    name: 'Reject',
    key: 'R',
    Icon: X,
    hint: 'A click on an object turns it into background.',
  },
];

export function hasSize(tool: CorrectTool): boolean {
  return tool === 'brush' || tool === 'eraser' || tool === 'ignore';
}
