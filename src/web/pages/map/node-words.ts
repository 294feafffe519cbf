import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import { standsHere, type MapNode } from './shapes.js';

/** What a node is called: a step by its number and title, everything else by its words or its kind. */
export function useNodeWords() {
  const { t } = useTranslation();
  const say = useSay();
  const name = ({ step, title, kind }: MapNode) => {
    const words = title ? say(title) : t(`map.kind.${kind}`);
    return step === undefined ? words : `${step} ${words}`;
  };
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
