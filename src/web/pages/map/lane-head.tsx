import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import type { Lane } from './shapes.js';

/** The name of a lane; it stays in sight when the lane is moved sideways. */
export function LaneHead({ lane, zoom }: { readonly lane: Lane; readonly zoom: number }) {
  const { t } = useTranslation();
  const say = useSay();
  const { title, done, total } = lane.part;
  return (
    <div
      className="map-lane-head"
      style={{ top: lane.y * zoom, fontSize: Math.max(11, Math.min(16, 26 * zoom)) }}
    >
      <span>
        <strong>{say(title)}</strong> {t('checklist.done', { done, total })}
      </span>
    </div>
  );
}
