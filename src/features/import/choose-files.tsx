import { FilePlus2, FolderOpen } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { formatSize } from '../../words/format-size.ts'
import { importLimitBytes } from '../../workers/import-client.ts'
import styles from './choose-files.module.css'
import { collectPicked } from './dropped-files.ts'
import { importFiles } from './import-files.ts'
import { startImport } from './session.ts'

/** The four ways to bring something: drop it, pick it, paste it, or say where it is. */
export function ChooseFiles() {
  const { t } = useTranslation()
  const language = useLanguage()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [address, setAddress] = useState('')

  const pick = ({ target }: { readonly target: HTMLInputElement }) => {
    if (target.files) importFiles(collectPicked(target.files))
    target.value = ''
  }
  const paste = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    const blob = new Blob([text])
    const path = t('import.pastedName')
    void startImport({ kind: 'files', files: [{ path, blob, modified: null }] })
  }
  const fetchAddress = (event: FormEvent) => {
    event.preventDefault()
    if (address.trim() !== '') void startImport({ kind: 'address', url: address.trim() })
  }

  return (
    <div className={styles.ways}>
      <div className={styles.drop}>
        <p className={styles.here}>{t('import.dropHere')}</p>
        <div className={styles.buttons}>
          <Button kind="primary" onClick={() => files.current?.click()}>
            <FilePlus2 size={18} aria-hidden /> {t('import.pickFiles')}
          </Button>
          <Button onClick={() => folder.current?.click()}>
            <FolderOpen size={18} aria-hidden /> {t('import.pickFolder')}
          </Button>
        </div>
        <p className={styles.formats}>{t('import.formats')}</p>
        <input ref={files} type="file" multiple hidden data-import="files" onChange={pick} />
        <input
          ref={folder}
          type="file"
          multiple
          hidden
          data-import="folder"
          onChange={pick}
          {...{ webkitdirectory: '' }}
        />
      </div>
      <form className={styles.way} onSubmit={fetchAddress}>
        <Field
          label={t('import.addressLabel')}
          help={t('import.addressHint', { limit: formatSize(importLimitBytes(), language) })}
        >
          {(control) => (
            <div className={styles.line}>
              <input
                {...control}
                type="url"
                inputMode="url"
                maxLength={2000}
                placeholder="https://"
                autoComplete="off"
                spellCheck={false}
                value={address}
                onChange={(event) => setAddress(event.target.value)}
              />
              <Button type="submit" disabled={address.trim() === ''}>
                {t('import.addressRead')}
              </Button>
            </div>
          )}
        </Field>
      </form>
      <form className={styles.way} onSubmit={paste}>
        <Field label={t('import.pasteLabel')}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" disabled={text.trim() === ''}>
          {t('import.pasteRead')}
        </Button>
      </form>
    </div>
  )
}
