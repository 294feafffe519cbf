import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import { standsHere, type MapNode } from './shapes.js';

/** What a node is called: a step by its number and title, everything else by its kind and its name in the machine. */
export function useNodeWords() {
  const { t } = useTranslation();
  const say = useSay();
  const name = (node: MapNode) =>
    node.step !== undefined && node.title
      ? `${node.step} ${say(node.title)}`
      : `${t(`map.kind.${node.kind}`)} ${node.name}`;
  /** With everything that its shape says. */
  const whole = (node: MapNode) =>
    [
      name(node),
      ...(node.step !== undefined && node.kind === 'gate' ? [t('map.kind.gate')] : []),
      ...(node.status === undefined ? [] : [t(`status.${node.status}`)]),
      ...(standsHere(node) ? [t('map.live')] : []),
      ...(node.side ? [t('map.side')] : []),
      ...(node.pointOfNoReturn ? [t('map.noReturn')] : []),
    ].join(', ');
  return { name, whole };
}
