/** The tools as buttons with their keys, and the brush's size. A tool that is pressed again is laid down. */
import { ActionIcon } from '@mantine/core';
import { BRUSH_SIZES } from '../../../state/correctSlice';
import { SettingSlider } from '../../../ui/SettingSlider';
import { useActions, useStudio } from '../../studioContext';
import styles from './correct.module.css';
import { hasSize, TOOLS } from './tools';

export function ToolChoice() {
  const { correct } = useActions();
  const inHand = useStudio((state) => state.correct.tool);
  const size = useStudio((state) => state.correct.size);
  const text = TOOLS.find(({ tool }) => tool === inHand);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; these take up a tool. */}
      <div className={styles.tools} role="group" aria-label="Tools">
        {TOOLS.map(({ tool, name, key, Icon, hint }) => (
          <ActionIcon
            key={tool}
            variant={tool === inHand ? 'filled' : 'default'}
            size={32}
            title={`${name} (${key}): ${hint}`}
            aria-label={name}
            aria-pressed={tool === inHand}
            aria-keyshortcuts={key.toLowerCase()}
            onClick={() => correct.chooseTool(tool === inHand ? null : tool)}
          >
            <Icon size={16} aria-hidden />
          </ActionIcon>
        ))}
      </div>
      <p className={styles.hint}>
        {text ? `${text.name}: ${text.hint}` : 'Take up a tool to correct this prediction.'}
      </p>
      {inHand !== null && hasSize(inHand) && (
        <SettingSlider
          label="Size"
          name="Size of the brush"
          value={size}
          min={BRUSH_SIZES.min}
          max={BRUSH_SIZES.max}
          step={1}
          format={(value) => `${value} px`}
          onChange={correct.setSize}
        />
      )}
    </>
  );
}
