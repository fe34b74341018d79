/** Stage "export" in the inspector: the model in hand, and whether it is saved. */
import { Anchor } from '@mantine/core';
import type { ClassInfo } from '../../domain/labels';
import type { ModelInfo } from '../../domain/train';
import { Callout } from '../../ui/callout/Callout';
import { type Fact, FactList } from '../../ui/facts/FactList';
import { formatCount, formatScore, plural } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { ExportOptions } from './ExportOptions';
import styles from './export.module.css';

export function ExportInspector() {
  const model = useStudio((state) => state.export.model);
  const saved = useStudio((state) => state.export.saved);
  if (model === null) return <NoModel />;
  return (
    <>
      <SavedNote saved={saved} />
      <ExportOptions />
      <InspectorGroup title="Model">
        <FactList facts={modelFacts(model)} />
      </InspectorGroup>
      <InspectorGroup title="Classes" detail={model.classes.length}>
        <ClassTable classes={model.classes} />
      </InspectorGroup>
    </>
  );
}

function NoModel() {
  const { shell } = useActions();
  return (
    <p className={styles.lead}>
      There is no model yet.{' '}
      <Anchor component="button" type="button" inherit onClick={() => shell.open('train')}>
        Train one
      </Anchor>
      , or load one you saved.
    </p>
  );
}

function SavedNote({ saved }: { readonly saved: boolean }) {
  return (
    <Callout tone={saved ? 'good' : 'warning'}>
      {saved
        ? 'The weights are saved.'
        : 'The weights are not saved yet. They are lost when this page is closed.'}
    </Callout>
  );
}

function modelFacts({ spec, inputSize, steps, meanIou }: ModelInfo): Fact[] {
  return [
    { name: 'Network', value: `U-Net, depth ${spec.depth}, width ${spec.width}` },
    { name: 'Padding', value: spec.padding },
    { name: 'Images', value: plural(spec.inputChannels, 'channel') },
    { name: 'Tile', value: `${inputSize} px` },
    { name: 'Trained', value: `${formatCount(steps)} steps` },
    { name: 'Mean IoU, held out', value: formatScore(meanIou) },
  ];
}

function ClassTable({ classes }: { readonly classes: readonly ClassInfo[] }) {
  return (
    <ol className={styles.classes} start={0}>
      {classes.map((info, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a class is its index; names may repeat.
        <li key={index}>
          <span className={styles.index}>{index}</span>
          <span className={styles.swatch} style={{ background: info.color }} />
          {info.name}
        </li>
      ))}
    </ol>
  );
}
