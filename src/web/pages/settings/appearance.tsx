import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGE_NAMES, LANGUAGES, useLanguage } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { setTheme, theme, THEMES, type Theme } from '../../app/theme.js';
import { Choice } from '../../components/choice.js';

/** Language and look of this browser, and the zone its times are shown in. */
export function Appearance() {
  const { t } = useTranslation();
  const language = useLanguage();
  const moments = useMoments();
  const [look, setLook] = useState<Theme>(theme);
  const [now] = useState(() => new Date().toISOString());
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const names = {
    system: t('app.themeSystem'),
    light: t('app.themeLight'),
    dark: t('app.themeDark'),
  };
  return (
    <section className="stack" aria-labelledby="appearance">
      <h2 id="appearance">{t('settings.appearance')}</h2>
      <div className="row">
        <Choice
          label={t('app.language')}
          options={LANGUAGES.map((id) => ({ id, name: LANGUAGE_NAMES[id] }))}
          chosen={language}
          onChoose={(id) => void changeLanguage(id === 'en' ? 'en' : 'de')}
        />
        <Choice
          label={t('app.theme')}
          options={THEMES.map((id) => ({ id, name: names[id] }))}
          chosen={look}
          onChoose={(id) => {
            const next = THEMES.find((one) => one === id) ?? 'system';
            setTheme(next);
            setLook(next);
          }}
        />
      </div>
      <p>{t('settings.zone', { zone, now: moments.full(now) })}</p>
    </section>
  );
}
