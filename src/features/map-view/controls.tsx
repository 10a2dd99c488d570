import { Globe, House, Maximize, Minimize, Minus, Plus } from 'lucide-react'
import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PROJECTIONS } from '../../geo/projections/all.ts'
import { useAtlas } from '../../state/store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './controls.module.css'

/** The buttons on the map: zoom, home, full screen and projection. */
export function Controls({ frame }: { readonly frame: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation()
  const map = useAtlas((state) => state.map)
  const [isFull, setFull] = useState(false)

  useEffect(() => {
    const listen = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', listen)
    return () => document.removeEventListener('fullscreenchange', listen)
  }, [])

  const toggleFullScreen = () => {
    if (document.fullscreenElement) document.exitFullscreen()
    else frame.current?.requestFullscreen()
  }

  return (
    <div className={styles.controls}>
      <div className={styles.group}>
        <IconButton label={t('map.zoomIn')} onClick={() => map?.zoomBy(1)}>
          <Plus size={20} aria-hidden />
        </IconButton>
        <IconButton label={t('map.zoomOut')} onClick={() => map?.zoomBy(-1)}>
          <Minus size={20} aria-hidden />
        </IconButton>
        <IconButton label={t('map.home')} onClick={() => map?.goHome()}>
          <House size={19} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.group}>
        <ProjectionMenu />
        {document.fullscreenEnabled && (
          <IconButton
            label={t(isFull ? 'map.exitFullScreen' : 'map.fullScreen')}
            onClick={toggleFullScreen}
          >
            {isFull ? <Minimize size={19} aria-hidden /> : <Maximize size={19} aria-hidden />}
          </IconButton>
        )}
      </div>
    </div>
  )
}

function ProjectionMenu() {
  const { t } = useTranslation()
  const projection = useAtlas((state) => state.projection)
  const { setProjection } = useAtlas.getState()
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const name = useId()

  useEffect(() => {
    if (!open) return
    const closeOutside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [open])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel wherever the focus is in it
    <div
      ref={root}
      className={styles.menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        setOpen(false)
        root.current?.querySelector('button')?.focus()
      }}
    >
      <IconButton
        label={t('app.labelled', {
          label: t('map.projection'),
          value: t(`projection.${projection}`),
        })}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Globe size={19} aria-hidden />
      </IconButton>
      {open && (
        <fieldset className={styles.panel}>
          <legend className={styles.heading}>{t('map.projection')}</legend>
          {PROJECTIONS.map(({ id: value }) => (
            <label key={value} className={styles.choice}>
              <input
                type="radio"
                name={name}
                checked={value === projection}
                onChange={() => setProjection(value)}
              />
              <span>
                <span className={styles.choiceName}>{t(`projection.${value}`)}</span>
                <span className={styles.hint}>{t(`projection.${value}Hint`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  )
}
