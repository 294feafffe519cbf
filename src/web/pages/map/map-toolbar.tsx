import { LocateFixed, Maximize, Minus, Plus, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, ToggleButton, ToggleButtonGroup, Toolbar } from 'react-aria-components';

export type View = 'map' | 'list';

interface Zoom {
  readonly now: number;
  readonly change: (factor: number) => void;
  /** The whole map into the width of the window. */
  readonly fit: () => void;
  /** Missing where the run stands nowhere any more. */
  readonly goLive?: () => void;
}

interface Props {
  readonly shown: View;
  readonly show: (view: View) => void;
  readonly zoom?: Zoom;
}

export function MapToolbar({ shown, show, zoom }: Props) {
  const { t } = useTranslation();
  return (
    <Toolbar className="toolbar row" aria-label={t('map.tools')}>
      <ToggleButtonGroup
        className="choice"
        aria-label={t('map.view')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[shown]}
        onSelectionChange={(keys) => show(keys.has('list') ? 'list' : 'map')}
      >
        <ToggleButton id="map">{t('map.asMap')}</ToggleButton>
        <ToggleButton id="list">{t('map.asList')}</ToggleButton>
      </ToggleButtonGroup>
      {zoom && <ZoomButtons {...zoom} />}
      <Button className="button" onPress={() => print()}>
        <Printer aria-hidden size={18} /> {t('map.print')}
      </Button>
    </Toolbar>
  );
}

function ZoomButtons({ now, change, fit, goLive }: Zoom) {
  const { t } = useTranslation();
  return (
    <>
      <div className="zoom">
        <Button className="button" aria-label={t('map.smaller')} onPress={() => change(0.8)}>
          <Minus aria-hidden size={18} />
        </Button>
        <output aria-label={t('map.size')}>{Math.round(now * 100)} %</output>
        <Button className="button" aria-label={t('map.larger')} onPress={() => change(1.25)}>
          <Plus aria-hidden size={18} />
        </Button>
      </div>
      <Button className="button" onPress={fit}>
        <Maximize aria-hidden size={18} /> {t('map.fit')}
      </Button>
      {goLive && (
        <Button className="button" onPress={goLive}>
          <LocateFixed aria-hidden size={18} /> {t('map.goLive')}
        </Button>
      )}
    </>
  );
}
