import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Autocomplete,
  Dialog,
  Header as Heading,
  Input,
  Label,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { useLocation } from 'wouter';
import type { Place } from './found.js';
import { usePlaces } from './use-places.js';
import './search.css';

const KINDS = ['step', 'part', 'page', 'project'] as const;

/** One field for everything one can go to: typed, chosen with the arrows, opened with Enter. */
export default function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [typed, type] = useState('');
  const places = usePlaces(typed);
  const go = (href: string) => {
    onClose();
    navigate(href);
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="modal">
        <Dialog className="dialog search-dialog" aria-label={t('command.title')}>
          <Autocomplete inputValue={typed} onInputChange={type}>
            {/* eslint-disable-next-line jsx-a11y/no-autofocus -- whoever opens a search types at once */}
            <SearchField autoFocus className="search">
              <Label>{t('command.field')}</Label>
              <Input />
            </SearchField>
            <Menu
              className="menu found"
              aria-label={t('command.found')}
              onAction={(href) => go(String(href))}
              renderEmptyState={() => <p role="status">{t('command.none')}</p>}
            >
              {KINDS.map((kind) => {
                const own = places.filter((place) => place.kind === kind);
                return (
                  own.length > 0 && (
                    <MenuSection key={kind}>
                      <Heading>{t(`command.kinds.${kind}`)}</Heading>
                      {own.map((place) => (
                        <Found key={place.href} place={place} />
                      ))}
                    </MenuSection>
                  )
                );
              })}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Found({ place: { href, name, because } }: { readonly place: Place }) {
  return (
    <MenuItem id={href} textValue={`${name} ${because ?? ''}`}>
      {name}
      {because !== undefined && <span className="quiet"> · {because}</span>}
    </MenuItem>
  );
}
