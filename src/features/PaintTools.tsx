/** The tools as buttons with their keys, and what each can be set to. A tool that is pressed again is laid down. */
import { ActionIcon } from '@mantine/core';
import { BRUSH_SIZES, type PaintStage, TOLERANCES } from '../state/paintSlice';
import { SettingSlider } from '../ui/SettingSlider';
import styles from './paint.module.css';
import { hasSize, toolsOf } from './paintTools';
import { useActions, useStudio } from './studioContext';

export interface PaintToolsProps {
  readonly stage: PaintStage;
  /** What to do while there is no tool in hand. */
  readonly hint: string;
}

export function PaintTools({ stage, hint }: PaintToolsProps) {
  const { paint } = useActions();
  const inHand = useStudio((state) => state.paint.tools[stage]);
  const size = useStudio((state) => state.paint.size);
  const tolerance = useStudio((state) => state.paint.tolerance);
  const tools = toolsOf(stage);
  const text = tools.find(({ tool }) => tool === inHand);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; these take up a tool. */}
      <div className={styles.tools} role="group" aria-label="Tools">
        {tools.map(({ tool, name, key, Icon, hint: what }) => (
          <ActionIcon
            key={tool}
            variant={tool === inHand ? 'filled' : 'default'}
            size={32}
            title={`${name} (${key}): ${what}`}
            aria-label={name}
            aria-pressed={tool === inHand}
            aria-keyshortcuts={key.toLowerCase()}
            onClick={() => paint.chooseTool(tool === inHand ? null : tool)}
          >
            <Icon size={16} aria-hidden />
          </ActionIcon>
        ))}
      </div>
      <p className={styles.hint}>{text ? `${text.name}: ${text.hint}` : hint}</p>
      {inHand !== null && hasSize(inHand) && (
        <SettingSlider
          label="Size"
          name="Size of the brush"
          value={size}
          {...BRUSH_SIZES}
          step={1}
          format={(value) => `${value} px`}
          onChange={paint.setSize}
        />
      )}
      {inHand === 'wand' && (
        <SettingSlider
          label="Tolerance"
          hint="How much a grey value, or a colour, may differ from the pressed one."
          value={tolerance}
          {...TOLERANCES}
          step={1}
          format={(value) => `± ${value}`}
          onChange={paint.setTolerance}
        />
      )}
    </>
  );
}
