/** How the masks' values are read, and the user's say in it. */
import { Button, SegmentedControl, Select } from '@mantine/core';
import type { MaskReading, ValueCount } from '../../domain/labels';
import { formatCount, formatShare } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';
import { classesBlocker, classesReading, meaningOf, withIgnore } from './maskReading';

const KINDS = [
  { value: 'classes', label: 'Classes' },
  { value: 'instances', label: 'Instances' },
];

export function MaskReadingPanel() {
  const { setReading } = useActions().data;
  const { reading, readingBy, values } = useStudio((state) => state.data.dataset);
  if (!reading) return null;
  const blocker = reading.kind === 'instances' ? classesBlocker(values, reading.ignore) : null;
  const choose = (kind: string) =>
    void setReading(
      kind === 'classes'
        ? classesReading(values, reading.ignore)
        : { kind: 'instances', ignore: reading.ignore },
    );
  return (
    <InspectorGroup title="Mask values" detail={readingBy === 'rule' ? 'automatic' : 'your choice'}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="What the values mean"
        data={KINDS.map((kind) => ({ ...kind, disabled: kind.value === 'classes' && blocker !== null }))}
        value={reading.kind}
        onChange={choose}
      />
      <p className={styles.hint}>{blocker ?? kindText(reading)}</p>
      <IgnoreSelect reading={reading} values={values} />
      <ValueTable reading={reading} values={values} />
      {readingBy === 'user' && (
        <Button size="compact-sm" variant="default" onClick={() => void setReading(null)}>
          Back to automatic
        </Button>
      )}
    </InspectorGroup>
  );
}

function kindText(reading: MaskReading): string {
  return reading.kind === 'classes'
    ? 'Each value is a class.'
    : 'Each value is one object of the same class; 0 is background.';
}

interface ReadingProps {
  readonly reading: MaskReading;
  readonly values: readonly ValueCount[];
}

function IgnoreSelect({ reading, values }: ReadingProps) {
  const { setReading } = useActions().data;
  const options = values.map(({ value }) => ({ value: String(value), label: `Value ${value}` }));
  return (
    <Select
      size="xs"
      label="Ignored value"
      description="Pixels with it count nowhere: not in training, not in scores."
      data={[{ value: 'none', label: 'None' }, ...options]}
      value={reading.ignore === null ? 'none' : String(reading.ignore)}
      allowDeselect={false}
      onChange={(value) =>
        void setReading(
          withIgnore(reading, values, value === null || value === 'none' ? null : Number(value)),
        )
      }
    />
  );
}

/** Long lists (instances) are cut; the rest is said in one line. */
const SHOWN_VALUES = 12;

function ValueTable({ reading, values }: ReadingProps) {
  const names = useStudio((state) => state.data.classes).map((info) => info.name);
  const total = values.reduce((sum, entry) => sum + entry.pixels, 0);
  return (
    <>
      <table className={styles.values}>
        <thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Means</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {values.slice(0, SHOWN_VALUES).map(({ value, pixels }) => (
            <tr key={value}>
              <td>{value}</td>
              <td>{meaningOf(value, reading, names)}</td>
              <td>{formatShare(total > 0 ? pixels / total : 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {values.length > SHOWN_VALUES && (
        <p className={styles.hint}>and {formatCount(values.length - SHOWN_VALUES)} values more</p>
      )}
    </>
  );
}
