import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { useLocation } from 'wouter';
import { addresses } from '../addresses.js';
import { fewRunsQuery } from './use-places.js';

/** The projects that moved last, and all of them. Asked for when it is opened. */
export function ProjectMenu() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [isOpen, open] = useState(false);
  const { data: runs = [] } = useQuery({
    ...fewRunsQuery(''),
    ...{ enabled: isOpen, throwOnError: false },
  });
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={open}>
      <Button className="bar-button" aria-label={t('app.projects')}>
        <span className="bar-word">{t('app.projects')}</span>
        <ChevronDown aria-hidden size={16} />
      </Button>
      <Popover className="popover">
        <Menu
          className="menu"
          aria-label={t('app.projects')}
          onAction={(href) => navigate(String(href))}
        >
          {runs.length > 0 && (
            <MenuSection aria-label={t('command.recent')}>
              {runs.map(({ run, customer }) => (
                <MenuItem key={run} id={addresses.run(run)}>
                  {customer}
                </MenuItem>
              ))}
            </MenuSection>
          )}
          <MenuSection aria-label={t('app.allProjects')}>
            <MenuItem id={addresses.projects()}>{t('app.allProjects')}</MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
