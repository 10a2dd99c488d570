import { Globe, House, Maximize, Minimize, Minus, Plus } from 'lucide-react'
import { type RefObject, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PROJECTIONS } from '../../geo/projections/all.ts'
import { usePointer } from '../../state/pointer.ts'
import { useAtlas } from '../../state/store.ts'
import { Choice } from '../../ui/choice.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import styles from './controls.module.css'

/** The buttons on the map: zoom, home, full screen and projection. */
export function Controls({ frame }: { readonly frame: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation()
  const map = useAtlas((state) => state.map)
  const isLargest = usePointer(({ zoomEnds }) => zoomEnds.isLargest)
  const isSmallest = usePointer(({ zoomEnds }) => zoomEnds.isSmallest)
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
    <Toolbar label={t('map.controls')} orientation="vertical" className={styles.controls}>
      <div className={styles.group} data-over-map>
        <IconButton label={t('map.zoomIn')} disabled={isLargest} onClick={() => map?.zoomBy(1)}>
          <Plus size={20} aria-hidden />
        </IconButton>
        <IconButton label={t('map.zoomOut')} disabled={isSmallest} onClick={() => map?.zoomBy(-1)}>
          <Minus size={20} aria-hidden />
        </IconButton>
        <IconButton label={t('map.home')} onClick={() => map?.goHome()}>
          <House size={19} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.group} data-over-map>
        <ProjectionChoice />
        {document.fullscreenEnabled && (
          <IconButton
            label={t(isFull ? 'map.exitFullScreen' : 'map.fullScreen')}
            onClick={toggleFullScreen}
          >
            {isFull ? <Minimize size={19} aria-hidden /> : <Maximize size={19} aria-hidden />}
          </IconButton>
        )}
      </div>
    </Toolbar>
  )
}

function ProjectionChoice() {
  const { t } = useTranslation()
  const projection = useAtlas((state) => state.projection)
  const { setProjection } = useAtlas.getState()
  const name = useId()
  const label = t('map.projection')
  return (
    <Popover
      label={t('app.labelled', { label, value: t(`projection.${projection}`) })}
      icon={<Globe size={19} aria-hidden />}
    >
      <fieldset>
        <legend className={styles.heading}>{label}</legend>
        {PROJECTIONS.map(({ id }) => (
          <Choice
            key={id}
            type="radio"
            name={name}
            checked={id === projection}
            onChange={() => setProjection(id)}
            help={t(`projection.${id}Hint`)}
          >
            {t(`projection.${id}`)}
          </Choice>
        ))}
      </fieldset>
    </Popover>
  )
}
