/** All settings of a run in their groups. Locked and folded while a run is under way: its plan is frozen. */
import { labelledImages } from '../../domain/data';
import type { TrainSettings } from '../../domain/train';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { heldOutImages, nameList } from './heldOut';
import { ChoiceRow, NumberRow } from './SettingRow';
import styles from './train.module.css';
import { type SettingField, settingGroups } from './trainSettings';

export function SettingsForm({ locked }: { readonly locked: boolean }) {
  const settings = useStudio((state) => state.train.settings);
  return settingGroups(settings).map((group) => (
    <InspectorGroup key={group.title} title={group.title} closed={locked}>
      {group.fields.map((field) => (
        <Setting key={field.name} field={field} settings={settings} locked={locked} />
      ))}
      {group.title === 'Images' && <HeldOutNote count={settings.validationImages} />}
    </InspectorGroup>
  ));
}

interface SettingProps {
  readonly field: SettingField;
  readonly settings: TrainSettings;
  readonly locked: boolean;
}

function Setting({ field, settings, locked }: SettingProps) {
  const { train } = useActions();
  const labelled = useStudio((state) => labelledImages(state.data.dataset).length);
  const change = (value: number | string) => train.setSettings({ [field.name]: value });
  if (field.kind === 'choice') {
    return <ChoiceRow field={field} value={settings[field.name]} disabled={locked} onChange={change} />;
  }
  const max = field.name === 'validationImages' && labelled > 0 ? { max: labelled - 1 } : {};
  return (
    <NumberRow field={field} value={settings[field.name]} disabled={locked} onChange={change} {...max} />
  );
}

function HeldOutNote({ count }: { readonly count: number }) {
  const dataset = useStudio((state) => state.data.dataset);
  const held = heldOutImages(dataset, count);
  if (labelledImages(dataset).length === 0) return null;
  return (
    <p className={styles.note}>
      {held.length === 0
        ? 'No image is held out: nothing will tell how good the model is on new images.'
        : `Held out: ${nameList(held.map((image) => image.name))}.`}
    </p>
  );
}
