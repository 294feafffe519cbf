import { useEffect, useSyncExternalStore } from 'react';
import { Camera, File as FileIcon, Paperclip, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  DropZone,
  FileTrigger,
  Label,
  ProgressBar,
  Text,
  type FileDropItem,
} from 'react-aria-components';
import { useLanguage, useSay } from '../../app/language.js';
import { Bar } from './bar.js';
import type { EvidenceTray, Item } from './evidence-tray.js';
import { bytesText, whyNotTaken } from './file-words.js';
import type { Step } from './shapes.js';
import { EvidencePicture } from './evidence-files.js';

interface Props {
  readonly page: Step;
  readonly tray: EvidenceTray;
  readonly problem: string | undefined;
}

export const EVIDENCE_ID = 'field-evidence';

/** Files that prove the claim: dropped, pasted, photographed or chosen. */
export function EvidenceField({ page, tray, problem }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const items = useSyncExternalStore(tray.subscribe, tray.now);
  const add = (files: readonly File[]) => {
    for (const file of files) tray.add(file, whyNotTaken(file, page.uploads, t, language));
  };
  useFilesFromAnywhere(add);
  const { required = false, what } = page.evidence ?? {};
  const limit = bytesText(page.uploads.most, language);
  return (
    <div id={EVIDENCE_ID} className="field evidence" role="group" aria-label={t('step.evidence')}>
      <span className="react-aria-Label">
        {t('step.evidence')}
        {what && `: ${say(what)}`}
        {!required && <span className="optional"> ({t('step.optional')})</span>}
      </span>
      <DropZone
        className="drop"
        onDrop={({ items: dropped }) => {
          const files = dropped.filter((one): one is FileDropItem => one.kind === 'file');
          void Promise.all(files.map((one) => one.getFile())).then(add);
        }}
      >
        <Text slot="label">{t('step.dropHere', { limit })}</Text>
        <div className="drop-acts">
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={[...page.uploads.endings]}
            onSelect={(files) => add([...(files ?? [])])}
          >
            <Button className="button">
              <Paperclip aria-hidden size={16} /> {t('step.chooseFiles')}
            </Button>
          </FileTrigger>
          <FileTrigger
            acceptedFileTypes={['image/*']}
            defaultCamera="environment"
            onSelect={(files) => add([...(files ?? [])])}
          >
            <Button className="button camera">
              <Camera aria-hidden size={16} /> {t('step.camera')}
            </Button>
          </FileTrigger>
        </div>
      </DropZone>
      {items.length > 0 && (
        <ul className="files">
          {items.map((item) => (
            <FileRow
              key={item.id}
              run={page.run}
              item={item}
              onRemove={() => tray.remove(item.id)}
            />
          ))}
        </ul>
      )}
      {problem !== undefined && <p className="react-aria-FieldError">{problem}</p>}
    </div>
  );
}

/**
 * A screenshot in the clipboard is evidence wherever it is pasted on the page, and so is a file that is let go beside the place
 * for it, unless somebody else took it: a browser would leave the page for the file.
 */
function useFilesFromAnywhere(add: (files: readonly File[]) => void): void {
  const { t } = useTranslation();
  useEffect(() => {
    const take = (event: Event, data: DataTransfer | null) => {
      const files = [...(data?.files ?? [])];
      if (event.defaultPrevented || files.length === 0) return;
      event.preventDefault();
      add(files.map((file) => named(file, t('step.screenshot'))));
    };
    const paste = (event: ClipboardEvent) => take(event, event.clipboardData);
    const drop = (event: DragEvent) => take(event, event.dataTransfer);
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    addEventListener('paste', paste);
    addEventListener('drop', drop);
    addEventListener('dragover', over);
    return () => {
      removeEventListener('paste', paste);
      removeEventListener('drop', drop);
      removeEventListener('dragover', over);
    };
  });
}

const MINUTE_MS = 60_000;

/** Browsers call every pasted picture `image.png`: it is named by the time on the person's clock. */
function named(file: File, word: string): File {
  if (file.name !== 'image.png') return file;
  const local = new Date(Date.now() - new Date().getTimezoneOffset() * MINUTE_MS);
  const at = local.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  return new File([file], `${word} ${at}.png`, { type: file.type });
}

interface RowProps {
  readonly run: string;
  readonly item: Item;
  readonly onRemove: () => void;
}

function FileRow({ run, item, onRemove }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { name, size, sent, digest, problem, isWaiting } = item;
  return (
    <li className="file">
      {digest === undefined ? (
        <FileIcon aria-hidden size={20} />
      ) : (
        <EvidencePicture run={run} digest={digest} name={name} />
      )}
      <div className="file-words">
        <span className="file-name">{name}</span>{' '}
        <span className="quiet">{bytesText(size, language)}</span>
        {problem !== undefined && (
          <p role="alert" className="react-aria-FieldError">
            {problem}
          </p>
        )}
        {isWaiting === true && <p role="status">{t('step.fileWaits')}</p>}
        {digest === undefined && problem === undefined && isWaiting !== true && (
          <ProgressBar value={sent} maxValue={size} className="progress">
            {({ percentage = 0 }) => (
              <>
                <Label className="hidden-words">{t('step.uploading', { file: name })}</Label>
                <Bar percentage={percentage} />
              </>
            )}
          </ProgressBar>
        )}
      </div>
      <Button
        className="icon-button"
        aria-label={t('step.removeFile', { file: name })}
        onPress={onRemove}
      >
        <Trash2 aria-hidden size={18} />
      </Button>
    </li>
  );
}
