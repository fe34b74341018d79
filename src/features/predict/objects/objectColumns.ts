/** The columns of the objects' table. Pure. */
import type { ClassInfo } from '../../../domain/labels';
import type { ChannelIntensity, ObjectShape } from '../../../domain/objects';
import { formatLoss, formatNumber, NO_VALUE } from '../../../ui/format';
import type { Column } from '../../../ui/table/column';
import { ERROR_KINDS, ERROR_LOOK } from './objectErrorLook';
import type { ObjectRow } from './objectRows';

export interface ColumnChoice {
  readonly classes: readonly ClassInfo[];
  /** Of lengths; 'um' only where every row has them. */
  readonly unit: 'px' | 'um';
  readonly channels: number;
  /** Whether the truth numbers objects. */
  readonly hasErrors: boolean;
}

export function objectColumns(choice: ColumnChoice): Column<ObjectRow>[] {
  return [
    {
      ...numberColumn('id', '#', '', 'The number of the object', 56, ({ object }) => object.id),
      format: idText,
    },
    classColumn(choice.classes),
    ...(choice.hasErrors ? [errorColumn()] : []),
    ...shapeColumns(choice.unit),
    ...formColumns(),
    borderColumn(),
    ...placeColumns(choice.unit),
    ...Array.from({ length: choice.channels }, (_, index) => channelColumns(index, choice.channels)).flat(),
  ];
}

function idText({ object }: ObjectRow): string {
  return String(object.id);
}

function numberColumn(
  key: string,
  title: string,
  unit: string,
  hint: string,
  width: number,
  value: (row: ObjectRow) => number | null,
  write: (value: number) => string = formatLoss,
): Column<ObjectRow> {
  const format = (row: ObjectRow) => {
    const own = value(row);
    return own === null ? NO_VALUE : write(own);
  };
  return { key, title, unit, hint, width, value, format };
}

function classColumn(classes: readonly ClassInfo[]): Column<ObjectRow> {
  const nameOf = (index: number) => classes[index]?.name ?? `class ${index}`;
  return {
    ...numberColumn('class', 'Class', '', 'The class of its pixels', 120, ({ object }) => object.classIndex),
    format: ({ object }) => nameOf(object.classIndex),
    swatch: ({ object }) => classes[object.classIndex]?.color ?? 'transparent',
    isText: true,
    kinds: classes.slice(1).map((_, index) => ({ value: index + 1, name: nameOf(index + 1) })),
  };
}

function errorColumn(): Column<ObjectRow> {
  const rowKinds = ERROR_KINDS.filter((kind) => kind !== 'missed');
  return {
    ...numberColumn('error', 'Error', '', 'Beside the objects of the mask', 88, ({ error }) =>
      error === null ? null : ERROR_KINDS.indexOf(error),
    ),
    format: ({ error }) => (error === null ? NO_VALUE : ERROR_LOOK[error].name),
    swatch: ({ error }) => (error === null ? 'transparent' : ERROR_LOOK[error].color),
    isText: true,
    kinds: rowKinds.map((kind) => ({ value: ERROR_KINDS.indexOf(kind), name: ERROR_LOOK[kind].name })),
  };
}

type Unit = ColumnChoice['unit'];

/** A length, or an area where `power` is 2. Ranges are of one unit: they have keys of their own. */
function lengthColumn(
  key: string,
  title: string,
  hint: string,
  unit: Unit,
  pick: (shape: ObjectShape) => number,
  power: 1 | 2 = 1,
  inWholePx = false,
): Column<ObjectRow> {
  const written = `${unit === 'um' ? 'µm' : 'px'}${power === 2 ? '²' : ''}`;
  const value = ({ object }: ObjectRow) => {
    const shape = object[unit];
    return shape && pick(shape);
  };
  const write = inWholePx && unit === 'px' ? formatNumber : formatLoss;
  return { ...numberColumn(key, title, written, hint, 104, value, write), filterKey: `${key}_${unit}` };
}

function shapeColumns(unit: Unit): Column<ObjectRow>[] {
  return [
    lengthColumn('area', 'Area', 'Without holes', unit, ({ area }) => area, 2, true),
    lengthColumn(
      'perimeter',
      'Perimeter',
      'With that of holes; an estimate',
      unit,
      ({ perimeter }) => perimeter,
    ),
    lengthColumn('feretMax', 'Feret max', 'Largest calliper width', unit, ({ feretMax }) => feretMax),
    lengthColumn('feretMin', 'Feret min', 'Smallest calliper width', unit, ({ feretMin }) => feretMin),
    lengthColumn('major', 'Major axis', 'Of the fitted ellipse', unit, ({ majorAxis }) => majorAxis),
    lengthColumn('minor', 'Minor axis', 'Of the fitted ellipse', unit, ({ minorAxis }) => minorAxis),
  ];
}

function formColumns(): Column<ObjectRow>[] {
  const form = (
    key: string,
    title: string,
    unit: string,
    hint: string,
    pick: (row: ObjectRow) => number | null,
  ) => numberColumn(key, title, unit, hint, 100, pick);
  return [
    form(
      'circularity',
      'Circularity',
      '',
      '4π area / perimeter²: 1 for a disc',
      ({ object }) => object.circularity,
    ),
    form(
      'eccentricity',
      'Eccentricity',
      '',
      '0 for a disc, towards 1 the longer',
      ({ object }) => object.eccentricity,
    ),
    form(
      'orientation',
      'Orientation',
      '°',
      'Of the major axis, counter-clockwise',
      ({ object }) => object.orientation,
    ),
    form(
      'probability',
      'Probability',
      '',
      'Mean probability of its class',
      ({ object }) => object.probability,
    ),
  ];
}

function borderColumn(): Column<ObjectRow> {
  return {
    ...numberColumn(
      'border',
      'Border',
      '',
      'Whether it touches the edge of the image and may be cut off',
      72,
      (row) => Number(row.object.touchesBorder),
    ),
    isText: true,
    format: ({ object }) => (object.touchesBorder ? 'touches' : ''),
    kinds: [
      { value: 0, name: 'inside' },
      { value: 1, name: 'touches' },
    ],
  };
}

function placeColumns(unit: Unit): Column<ObjectRow>[] {
  return [
    lengthColumn('x', 'X', 'Centroid, from the left edge', unit, ({ centroid }) => centroid.x),
    lengthColumn('y', 'Y', 'Centroid, from the upper edge', unit, ({ centroid }) => centroid.y),
    lengthColumn('boxX', 'Box X', 'Left edge of the box around it', unit, ({ box }) => box.x, 1, true),
    lengthColumn('boxY', 'Box Y', 'Upper edge of the box around it', unit, ({ box }) => box.y, 1, true),
    lengthColumn('boxWidth', 'Box width', 'Of the box around it', unit, ({ box }) => box.width, 1, true),
    lengthColumn('boxHeight', 'Box height', 'Of the box around it', unit, ({ box }) => box.height, 1, true),
  ];
}

/** Values of the file. */
function channelColumns(index: number, channels: number): Column<ObjectRow>[] {
  const after = channels === 1 ? '' : ` ${index + 1}`;
  const column = (
    key: keyof ChannelIntensity,
    title: string,
    write: (value: number) => string = formatLoss,
  ) =>
    numberColumn(
      `${key}${index + 1}`,
      `${title}${after}`,
      '',
      `Of the values of channel ${index + 1} in the file`,
      88,
      ({ object }) => object.intensities[index]?.[key] ?? null,
      write,
    );
  return [
    column('mean', 'Mean'),
    column('sd', 'SD'),
    column('min', 'Min', formatNumber),
    column('max', 'Max', formatNumber),
  ];
}
