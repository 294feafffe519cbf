import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Trash2, Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, FileTrigger, Input, TextField } from 'react-aria-components';
import { useParams } from 'wouter';
import { ApiError } from '../../../api/api-error.js';
import { digestIn, lookAt, named, upload } from '../upload.js';
import { FieldHint, FieldLabel, FieldProblem } from './field-label.js';
import type { FieldProps } from './field-props.js';

/** A file or folder of the computer Umstieg runs on, or a file that is sent there from here. */
export function PathField({ field, value = '', onChange, problems }: FieldProps<string>) {
  const { t } = useTranslation();
  const sending = useSending(onChange);
  const digest = digestIn(value);
  const said =
    sending.problem === undefined ? problems : [{ ...sending.problem, field: field.name }];
  return (
    <>
      <TextField
        value={value}
        onChange={onChange}
        isRequired={field.required}
        isInvalid={said.length > 0}
        isReadOnly={digest !== undefined || sending.isGoing}
        autoComplete="off"
        spellCheck="false"
      >
        <FieldLabel field={field} />
        <Input className="react-aria-Input code" />
        <FieldHint field={field}>{t('step.serverPath')}</FieldHint>
        <FieldProblem problems={said} />
      </TextField>
      {digest === undefined ? (
        <FileTrigger onSelect={(files) => files?.[0] && sending.send(files[0])}>
          <Button className="button" isPending={sending.isGoing}>
            <Upload aria-hidden size={16} /> {t('step.uploadFile')}
          </Button>
        </FileTrigger>
      ) : (
        <SentFile digest={digest} onRemove={() => onChange('')} />
      )}
    </>
  );
}

interface SentProps {
  readonly digest: string;
  readonly onRemove: () => void;
}

function SentFile({ digest, onRemove }: SentProps) {
  const { t } = useTranslation();
  const { run } = useParams<{ run: string }>();
  const { data } = useQuery({
    queryKey: ['sent-file', run, digest],
    queryFn: async () => (await lookAt(run, digest)) ?? null,
  });
  const name = data?.name ?? '…';
  return (
    <span className="file-words">
      <span className="file-name">{name}</span>{' '}
      <Button
        className="icon-button"
        aria-label={t('step.removeFile', { file: name })}
        onPress={onRemove}
      >
        <Trash2 aria-hidden size={18} />
      </Button>
    </span>
  );
}

/** Sends the chosen file to the run, and names it in the field when it has arrived. */
function useSending(onChange: (value: string) => void) {
  const { t } = useTranslation();
  const { run } = useParams<{ run: string }>();
  const [isGoing, setGoing] = useState(false);
  const [problem, setProblem] = useState<{ readonly text: string }>();
  const send = (file: File) => {
    setGoing(true);
    setProblem(undefined);
    const { signal } = new AbortController();
    upload({ run, file, signal, onProgress: () => undefined })
      .then(({ digest }) => onChange(named(digest)))
      .catch((error: unknown) =>
        setProblem({ text: error instanceof ApiError ? error.message : t('step.fileFailed') }),
      )
      .finally(() => setGoing(false));
  };
  return { isGoing, problem, send };
}
