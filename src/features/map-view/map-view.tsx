import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SEA_COLOR } from '../../catalog/sea-color.ts'
import { projectionOf } from '../../geo/projections/all.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { AtlasMap } from '../../map/atlas-map.ts'
import type { StyleInput } from '../../map/style/style.ts'
import type { MapHealth } from '../../map/watch-health.ts'
import { useData } from '../../shell/shell.ts'
import { useTheme } from '../../shell/use-theme.ts'
import { layersOf } from '../../state/comparison.ts'
import { toStatusEvents } from '../../state/layer-statuses.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import { usePointer } from '../../state/pointer.ts'
import { useAtlas } from '../../state/store.ts'
import { useScreenScale } from '../../ui/screen.ts'
import { Controls } from './controls.tsx'
import { FarPlaces } from './far-places.tsx'
import { MapFailure } from './map-failure.tsx'
import styles from './map-view.module.css'
import { Readout } from './readout.tsx'
import { ViewText } from './view-text.tsx'

/** The map with its controls and readouts. */
export function MapView() {
  const tiles = useData()
  const theme = useTheme()
  const { t } = useTranslation()
  const frame = useRef<HTMLElement>(null)
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<AtlasMap | null>(null)
  const [health, setHealth] = useState<MapHealth | 'no-graphics'>('well')
  const layers = useAtlas((state) => layersOf(state, 'a'))
  const catalog = useAtlas((state) => state.catalog)
  const projection = useAtlas((state) => state.projection)
  const language = useLanguage()
  const revisions = useAtlas((state) => state.revisions)
  const askedCamera = useAtlas((state) => state.askedCamera)
  const scale = useScreenScale()
  const style = useMemo<StyleInput>(
    () => ({ layers, catalog, projection, theme, language, revisions, scale }),
    [layers, catalog, projection, theme, language, revisions, scale],
  )
  const firstStyle = useRef(style)

  useEffect(() => {
    if (!container.current) return
    const { camera, setCamera, setStatus, setMap } = useAtlas.getState()
    const bbox = camera.fit && useAtlas.getState().catalog.get(camera.fit)?.bbox
    const element = container.current
    const showCamera = (current: AtlasMap) =>
      usePointer.setState({
        center: current.camera.center,
        pixelMeters: current.pixelMeters,
        zoomEnds: current.zoomEnds,
      })
    try {
      const created = new AtlasMap({
        container: element,
        tiles,
        style: firstStyle.current,
        camera: { ...camera, ...(bbox && { bbox }) },
        events: {
          camera(moved, passing) {
            if (!map.current) return
            showCamera(map.current)
            if (!passing) setCamera(moved)
          },
          elsewhere: () => useAtlas.getState().notify('map.elsewhere'),
          pointer: (place) => usePointer.setState({ place }),
          ...toStatusEvents(),
          drawn() {
            if (map.current) showCamera(map.current)
            element.setAttribute('data-drawn', 'true')
          },
          changed: () => element.setAttribute('data-drawn', 'false'),
          health: setHealth,
        },
      })
      map.current = created
      // What can be asked of the map, for those who look at the page from outside.
      Object.assign(element, { commands: created satisfies MapCommands })
      showCamera(created)
      setMap(created)
    } catch (error) {
      console.error(error)
      setHealth('no-graphics')
    }
    const stopProgress = tiles.on('progress', ({ layerId, loadedBytes, totalBytes }) => {
      if (useAtlas.getState().statuses.get(layerId)?.kind !== 'loading') return
      setStatus(layerId, { kind: 'loading', share: totalBytes ? loadedBytes / totalBytes : null })
    })
    return () => {
      stopProgress()
      setMap(null)
      map.current?.remove()
      map.current = null
    }
  }, [tiles])

  useEffect(() => {
    if (style !== firstStyle.current) map.current?.update(style)
  }, [style])

  // What has the focus, and hears the keys, is the canvas: the map library names it in English alone.
  useEffect(() => {
    const canvas = container.current?.querySelector('canvas.maplibregl-canvas')
    canvas?.setAttribute('role', 'application')
    canvas?.setAttribute('aria-label', t('map.label'))
    canvas?.setAttribute('aria-describedby', 'map-view map-help')
  }, [t])

  const isFailed = health !== 'well' && health !== 'interrupted'
  useEffect(() => {
    if (!isFailed) return
    useAtlas.getState().setMap(null)
    map.current?.remove()
    map.current = null
  }, [isFailed])

  // After the style, whose projection its zoom is of.
  useEffect(() => {
    if (!askedCamera) return
    const bbox = askedCamera.fit && useAtlas.getState().catalog.get(askedCamera.fit)?.bbox
    map.current?.show({ ...askedCamera, ...(bbox && { bbox }) })
  }, [askedCamera])

  if (health !== 'well' && health !== 'interrupted') return <MapFailure health={health} />
  return (
    <main className={styles.frame} id="map" ref={frame} tabIndex={-1} aria-label={t('map.label')}>
      <div
        ref={container}
        className={styles.map}
        style={
          projectionOf(projection).beyond === 'sea'
            ? { backgroundColor: SEA_COLOR[theme] }
            : undefined
        }
      />
      {health === 'interrupted' && (
        <p className={styles.interrupted} role="status">
          {t('map.lost')}
        </p>
      )}
      <p id="map-help" className="visually-hidden">
        {t('map.help')}
      </p>
      <ViewText id="map-view" />
      <Controls frame={frame} />
      <FarPlaces />
      <Readout />
    </main>
  )
}
