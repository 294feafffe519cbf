import { lazy, Suspense, useState } from 'react';
import { EllipsisVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { actsOn, type Act } from './acts-on.js';
import type { Step } from './shapes.js';
import type { Me } from './who.js';

const ActDialog = lazy(() => import('./act-dialog.js'));

/** What can be done with a step beside handing it in; each says in its words what it is for. */
export function OtherActs({ page, me }: { readonly page: Step; readonly me: Me }) {
  const { t } = useTranslation();
  const [opened, open] = useState<Act>();
  const acts = actsOn(page, me);
  if (acts.length === 0) return null;
  return (
    <>
      <MenuTrigger>
        <Button className="button">
          <EllipsisVertical aria-hidden size={16} /> {t('step.otherActs')}
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu">
            {acts.map((act) => (
              <MenuItem key={act} onAction={() => open(act)}>
                {t(`acts.${act}`)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <Suspense>
        {opened !== undefined && (
          <ActDialog act={opened} page={page} onClose={() => open(undefined)} />
        )}
      </Suspense>
    </>
  );
}
