/** Which of the file's channels the network gets, and in which order. Only for files with more than one. */
import { ActionIcon, Checkbox } from '@mantine/core';
import { ArrowUp } from 'lucide-react';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { chosenChannels, raiseChannel, toggleChannel } from './channelChoice';
import { channelName } from './channelName';
import styles from './data.module.css';
import inputs from './inputs.module.css';

export function ChannelPanel() {
  const { setChannels } = useActions().data;
  const stored = useStudio((state) => state.data.dataset.images[0]?.storedChannels ?? 1);
  const { channelChoice, channelNames } = useStudio((state) => state.data.dataset);
  if (stored < 2) return null;
  const chosen = chosenChannels(channelChoice, stored);
  const others = chosenChannels(null, stored).filter((channel) => !chosen.includes(channel));
  return (
    <InspectorGroup title="Channels" detail={`${chosen.length} of ${stored}`}>
      <ul className={styles.classes}>
        {[...chosen, ...others].map((channel) => {
          const place = chosen.indexOf(channel);
          const name = channelName(channelNames, channel);
          return (
            <li key={channel} className={inputs.channel}>
              <Checkbox
                size="xs"
                label={name}
                checked={place >= 0}
                disabled={chosen.length === 1 && place === 0}
                onChange={() => void setChannels(toggleChannel(channelChoice, channel, stored))}
              />
              {place > 0 && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={24}
                  title="Move up"
                  aria-label={`Move ${name} up`}
                  onClick={() => void setChannels(raiseChannel(channelChoice, channel, stored))}
                >
                  <ArrowUp size={14} aria-hidden />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      <p className={styles.hint}>The network gets the ticked channels, in this order.</p>
    </InspectorGroup>
  );
}
