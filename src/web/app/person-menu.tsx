import { useState } from 'react';
import { CircleUser } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  Header as Heading,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { changeLanguage, LANGUAGE_NAMES, LANGUAGES, useLanguage } from './language.js';
import { addresses, runIn } from './addresses.js';
import { setTheme, theme, THEMES, type Theme } from './theme.js';
import { StillIn } from './still-in.js';
import { sessionQuery, signOut } from '../api/session.js';

/** Who one is, language, look, and the way out. */
export function PersonMenu({ onKeys }: { readonly onKeys: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const queries = useQueryClient();
  const { data: session } = useQuery({ ...sessionQuery, throwOnError: false });
  const [path, navigate] = useLocation();
  const [isStillIn, setIsStillIn] = useState(false);
  const [look, setLook] = useState<Theme>(theme);
  const names = {
    system: t('app.themeSystem'),
    light: t('app.themeLight'),
    dark: t('app.themeDark'),
  };
  const choose = (next: Theme) => {
    setTheme(next);
    setLook(next);
  };
  const leave = () => {
    setIsStillIn(false);
    signOut(queries).then(
      () => navigate(addresses.signIn()),
      () => setIsStillIn(true),
    );
  };
  return (
    <>
      <MenuTrigger>
        <Button
          className="bar-button"
          data-testid="person-menu"
          aria-label={session?.name ?? t('app.person')}
        >
          <CircleUser aria-hidden size={20} />
          <span className="bar-word">{session?.name ?? t('app.person')}</span>
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu">
            <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[language]}>
              <Heading>{t('app.language')}</Heading>
              {LANGUAGES.map((one) => (
                <MenuItem key={one} id={one} onAction={() => void changeLanguage(one)}>
                  {LANGUAGE_NAMES[one]}
                </MenuItem>
              ))}
            </MenuSection>
            <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[look]}>
              <Heading>{t('app.theme')}</Heading>
              {THEMES.map((one) => (
                <MenuItem key={one} id={one} onAction={() => choose(one)}>
                  {names[one]}
                </MenuItem>
              ))}
            </MenuSection>
            <MenuSection aria-label={t('app.person')}>
              {session && (
                <MenuItem onAction={() => navigate(addresses.settings(runIn(path)))}>
                  {t('settings.title')}
                </MenuItem>
              )}
              <MenuItem onAction={onKeys}>{t('keys.title')}</MenuItem>
              {session && <MenuItem onAction={leave}>{t('app.signOut')}</MenuItem>}
            </MenuSection>
          </Menu>
        </Popover>
      </MenuTrigger>
      {isStillIn && <StillIn onAgain={leave} onClose={() => setIsStillIn(false)} />}
    </>
  );
}
