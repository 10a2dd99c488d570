import { Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Looks, takeFiles } from '../../shell/hand-over.ts'
import { useAtlas } from '../../state/store.ts'
import styles from './drop-zone.module.css'
import { type CollectedFiles, collectDropped, collectPicked } from './dropped-files.ts'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Has files imported, by what comes with the first of them. */
async function take(collecting: CollectedFiles | Promise<CollectedFiles>, looks?: Looks) {
  const fault = (key: string) => () => useAtlas.getState().notify(key)
  const [collected, importing] = await Promise.all([
    Promise.resolve(collecting).catch(fault('import.dropUnread')),
    import('./import-files.ts').catch(fault('app.partMissing')),
  ])
  if (collected && importing) importing.importFiles(collected, looks)
}

/** Takes files and folders that are dropped anywhere on the page, and says so while they hover. */
export function DropZone() {
  const { t } = useTranslation()
  const [isOver, setIsOver] = useState(false)

  useEffect(() => takeFiles((files, looks) => void take(collectPicked(files), looks)), [])
  useEffect(() => {
    // Every element under the pointer is entered and left: the page is left with the last of them.
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth++
      setIsOver(true)
    }
    const over = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    }
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setIsOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      depth = 0
      setIsOver(false)
      // What was dropped is lost with the end of its event: it is collected at once.
      void take(collectDropped(event.dataTransfer))
    }
    addEventListener('dragenter', enter)
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [])

  if (!isOver) return null
  return (
    <div className={styles.zone} popover="manual" ref={(element) => element?.showPopover?.()}>
      <p className={styles.message}>
        <Upload size={28} aria-hidden />
        <strong>{t('import.dropOnMap')}</strong>
        <span>{t('import.private')}</span>
      </p>
    </div>
  )
}
