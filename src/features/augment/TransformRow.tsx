/** One transform: its effect, its name and value, its switch; opened, everything that can be set about it. */
import { Switch } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { memo, useId, useState } from 'react';
import type { SwitchedTransform } from '../../domain/augment';
import type { TransformName } from '../../domain/augmentTransforms';
import { formatShare } from '../../ui/format';
import { SettingSlider } from '../../ui/SettingSlider';
import { useActions, useStudio } from '../studioContext';
import styles from './augment.module.css';
import { EffectPicture } from './EffectPicture';
import { ParameterSlider } from './ParameterSlider';
import { SpanSlider } from './SpanSlider';
import { infoOf, isSpan, shortText, valuesOf } from './transformTexts';

export const TransformRow = memo(function TransformRow({ name }: { readonly name: TransformName }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { transform, change } = useTransform(name);
  const { name: title, doc } = infoOf(name);
  return (
    <section className={styles.transform} aria-label={title} data-on={transform.enabled || undefined}>
      <div className={styles.row}>
        <EffectPicture name={name} large={open} />
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <span className={styles.transformName}>
            {title}
            <ChevronRight size={14} aria-hidden className={styles.chevron} data-open={open || undefined} />
          </span>
          {!open && transform.enabled && <span className={styles.value}>{shortText(name, transform)}</span>}
          {open && <span className={styles.hint}>{doc}</span>}
        </button>
        <Switch
          size="xs"
          aria-label={title}
          checked={transform.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
      </div>
      <div id={id} className={styles.parameters}>
        {open && <AllParameters name={name} />}
        {!open && transform.enabled && <MainParameter name={name} />}
      </div>
    </section>
  );
});

function useTransform(name: TransformName) {
  const { setSettings } = useActions().augment;
  const transform: SwitchedTransform = useStudio((state) => state.augment.settings[name]);
  const change = (part: Partial<SwitchedTransform> | Readonly<Record<string, number>>) =>
    setSettings({ [name]: { ...transform, ...part } }, infoOf(name).name.toLowerCase());
  return { transform, change };
}

/** What a folded row offers to slide: the range or the first number. */
function MainParameter({ name }: { readonly name: TransformName }) {
  const { transform, change } = useTransform(name);
  const info = infoOf(name);
  const values = valuesOf(transform);
  const [first] = Object.keys(info.parameters);
  if (isSpan(info)) {
    return <SpanSlider bare name={name} low={values.low ?? 0} high={values.high ?? 0} onChange={change} />;
  }
  if (first === undefined) return null;
  const onChange = (value: number) => change({ [first]: value });
  return (
    <ParameterSlider bare name={name} parameter={first} value={values[first] ?? 0} onChange={onChange} />
  );
}

function AllParameters({ name }: { readonly name: TransformName }) {
  const { transform, change } = useTransform(name);
  const info = infoOf(name);
  const values = valuesOf(transform);
  const span = isSpan(info);
  const single = Object.keys(info.parameters).filter((parameter) => !span || !/^(low|high)$/.test(parameter));
  return (
    <>
      {span && <SpanSlider name={name} low={values.low ?? 0} high={values.high ?? 0} onChange={change} />}
      {single.map((parameter) => (
        <ParameterSlider
          key={parameter}
          name={name}
          parameter={parameter}
          value={values[parameter] ?? 0}
          onChange={(value) => change({ [parameter]: value })}
        />
      ))}
      <SettingSlider
        label="Chance"
        name={`${info.name} chance`}
        value={transform.probability}
        min={0}
        max={1}
        step={0.05}
        format={formatShare}
        onChange={(probability) => change({ probability })}
      />
    </>
  );
}
