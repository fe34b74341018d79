/** What each stage puts into the frame. The frame itself is the same for all (see Shell). */
import { BrainCircuit, Download, Images, ScanSearch, Shuffle } from 'lucide-react';
import type { ComponentType } from 'react';
import { AugmentAction } from '../features/augment/AugmentAction';
import { AugmentCentre } from '../features/augment/AugmentCentre';
import { AugmentInspector } from '../features/augment/AugmentInspector';
import { DataAction } from '../features/data/DataAction';
import { DataCentre } from '../features/data/DataCentre';
import { DataInspector } from '../features/data/DataInspector';
import { ExportAction } from '../features/export/ExportAction';
import { ExportCentre } from '../features/export/ExportCentre';
import { ExportInspector } from '../features/export/ExportInspector';
import { ObjectsDrawer } from '../features/predict/objects/ObjectsDrawer';
import { PredictAction } from '../features/predict/PredictAction';
import { PredictCentre } from '../features/predict/PredictCentre';
import { PredictInspector } from '../features/predict/PredictInspector';
import { TrainAction } from '../features/train/TrainAction';
import { TrainCentre } from '../features/train/TrainCentre';
import { TrainInspector } from '../features/train/TrainInspector';
import type { Stage } from '../state/stage';
import type { StudioState } from '../state/studioState';

export interface StageParts {
  readonly name: string;
  readonly Icon: ComponentType<{ size?: number; strokeWidth?: number }>;
  readonly Centre: ComponentType;
  readonly Inspector: ComponentType;
  readonly Action: ComponentType;
  /** Rises over the film strip. */
  readonly Drawer?: ComponentType;
  /** Whether the images stand in a row under the centre. */
  readonly filmStrip: (state: StudioState) => boolean;
}

const always = () => true;
const never = () => false;

export const STAGE_PARTS: Record<Stage, StageParts> = {
  data: {
    name: 'Data',
    Icon: Images,
    Centre: DataCentre,
    Inspector: DataInspector,
    Action: DataAction,
    filmStrip: always,
  },
  augment: {
    name: 'Augment',
    Icon: Shuffle,
    Centre: AugmentCentre,
    Inspector: AugmentInspector,
    Action: AugmentAction,
    filmStrip: ({ augment }) => augment.mode === 'weights',
  },
  train: {
    name: 'Train',
    Icon: BrainCircuit,
    Centre: TrainCentre,
    Inspector: TrainInspector,
    Action: TrainAction,
    filmStrip: ({ train }) => train.strip === 'images',
  },
  predict: {
    name: 'Predict',
    Icon: ScanSearch,
    Centre: PredictCentre,
    Inspector: PredictInspector,
    Action: PredictAction,
    Drawer: ObjectsDrawer,
    filmStrip: always,
  },
  export: {
    name: 'Export',
    Icon: Download,
    Centre: ExportCentre,
    Inspector: ExportInspector,
    Action: ExportAction,
    filmStrip: never,
  },
};
