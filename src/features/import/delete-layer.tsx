import { Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceLayer } from '../../catalog/device-layer.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { useData } from '../../shell/shell.ts'
import { Button } from '../../ui/button.tsx'
import { textIn } from '../../words/text-in.ts'
import { deleteDeviceLayer } from './session.ts'
import styles from './stored-layers.module.css'

/** The button that takes a layer off this device; it asks once, in its own place. */
export function DeleteLayer({
  layer,
  label,
}: {
  readonly layer: DeviceLayer
  readonly label: string
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const data = useData()
  const [isAsking, setIsAsking] = useState(false)
  const [wasAsked, setWasAsked] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const keep = useRef<HTMLButtonElement>(null)
  const title = textIn(layer.title, language)

  useEffect(() => {
    if (isAsking) keep.current?.focus()
    else if (wasAsked) button.current?.focus()
  }, [isAsking, wasAsked])

  if (!isAsking) {
    return (
      <Button
        ref={button}
        kind="danger"
        aria-label={t('import.deleteLayer', { layer: title })}
        onClick={() => {
          setIsAsking(true)
          setWasAsked(true)
        }}
      >
        <Trash2 size={16} aria-hidden /> {label}
      </Button>
    )
  }
  return (
    <div
      className={styles.confirm}
      role="alertdialog"
      aria-label={t('import.delete')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // What is around it stays open.
        event.preventDefault()
        setIsAsking(false)
      }}
    >
      <p>{t('import.deleteConfirm', { layer: title })}</p>
      <Button ref={keep} onClick={() => setIsAsking(false)}>
        {t('import.deleteNo')}
      </Button>
      <Button
        kind="danger"
        onClick={({ currentTarget }) => {
          focusBeside(currentTarget)
          void deleteDeviceLayer(data, layer.id)
        }}
      >
        {t('import.deleteYes')}
      </Button>
    </div>
  )
}

/** Gives the focus to the layer after the one that goes, or else before it, or to the first button of the list's panel. */
function focusBeside(element: Element): void {
  const row = element.closest('li')
  const other = row?.nextElementSibling ?? row?.previousElementSibling
  const within = other ?? element.closest('dialog, aside')
  const next = other?.querySelector('input') ?? within?.querySelector('button')
  next?.focus()
}
