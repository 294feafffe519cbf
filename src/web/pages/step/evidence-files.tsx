import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/language.js';
import { bytesText } from './file-words.js';
import { evidenceQuery } from './queries.js';
import { evidencePath } from './upload.js';

const PICTURE = /\.(png|jpe?g|webp|gif|bmp)$/i;

interface PictureProps {
  readonly run: string;
  readonly digest: string;
  readonly name: string;
}

/** A small picture of a file, where it is one; an icon else. */
export function EvidencePicture({ run, digest, name }: PictureProps) {
  return PICTURE.test(name) ? (
    <img className="thumbnail" src={evidencePath(run, digest)} alt="" width={56} height={40} />
  ) : (
    <FileText aria-hidden size={20} />
  );
}

/** What was handed in for a step, to be fetched. */
export function EvidenceFiles({ run, step }: { readonly run: string; readonly step: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data = [] } = useQuery(evidenceQuery(run));
  const files = data.filter((one) => one.step === step);
  if (files.length === 0) return null;
  return (
    <>
      <h3>{t('step.evidence')}</h3>
      <ul className="files">
        {files.map(({ digest, name, size }) => (
          <li key={digest} className="file">
            <EvidencePicture run={run} digest={digest} name={name} />
            <div className="file-words">
              <a className="file-name" href={evidencePath(run, digest)} download={name}>
                {name}
              </a>{' '}
              <span className="quiet">{bytesText(size, language)}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
