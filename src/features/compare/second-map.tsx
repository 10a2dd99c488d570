import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { SEA_COLOR } from '../../catalog/sea-color.ts'
import { projectionOf } from '../../geo/projections/all.ts'
import { AtlasMap } from '../../map/atlas-map.ts'
import { ComparedMap } from '../../map/compared-map.ts'
import { useData } from '../../shell/shell.ts'
import { useTheme } from '../../shell/use-theme.ts'
import { type CompareKind, layersOf, withoutComparison } from '../../state/comparison.ts'
import { toStatusEvents } from '../../state/layer-statuses.ts'
import { usePointer } from '../../state/pointer.ts'
import { useAtlas } from '../../state/store.ts'
import { Bar } from './bar.tsx'
import styles from './compare.module.css'

/** Map B over map A, seen from the line on that parts them. */
export function Over({ divider }: { readonly divider: number }) {
  const first = useFirstMap()
  return (
    first &&
    createPortal(
      // Keys and who hears the page have map A, which tells of what is pointed at on either.
      <div
        className={styles.over}
        style={{ clipPath: `inset(0 0 0 ${divider * 100}%)` }}
        aria-hidden="true"
      >
        <MapB kind="swipe" first={first} />
      </div>,
      first.container,
    )
  )
}

/** Map B in a place of its own. */
export function Beside() {
  const { t } = useTranslation()
  const first = useFirstMap()
  return (
    <section className={styles.beside} aria-label={t('compare.sides.b')}>
      {first && <MapB kind="beside" first={first} />}
      <Bar sides={['b']} />
    </section>
  )
}

/** Map A, by itself. */
function useFirstMap(): AtlasMap | null {
  return useAtlas(({ map }) => {
    if (map instanceof ComparedMap) return map.first
    return map instanceof AtlasMap ? map : null
  })
}

function MapB({ kind, first }: { readonly kind: CompareKind; readonly first: AtlasMap }) {
  const { t } = useTranslation()
  const tiles = useData()
  const theme = useTheme()
  const container = useRef<HTMLDivElement>(null)
  const compared = useRef<ComparedMap | null>(null)
  const layers = useAtlas((state) => layersOf(state, 'b'))
  const firstLayers = useRef(layers)
  const beyond = useAtlas(({ projection }) => projectionOf(projection).beyond)

  useEffect(() => {
    const element = container.current
    if (!element) return
    const { setMap, notify } = useAtlas.getState()
    const fail = () => {
      notify('compare.failed')
      useAtlas.setState((state) => withoutComparison(state, 'a'))
    }
    let created: ComparedMap
    try {
      created = new ComparedMap({
        first,
        kind,
        container: element,
        tiles,
        layers: firstLayers.current,
        events: {
          ...toStatusEvents(),
          drawn: () => element.setAttribute('data-drawn', 'true'),
          changed: () => element.setAttribute('data-drawn', 'false'),
          pointer: (place) => usePointer.setState({ place }),
          health(health) {
            if (health !== 'well' && health !== 'interrupted') fail()
          },
        },
      })
    } catch (error) {
      console.error(error)
      fail()
      return
    }
    compared.current = created
    setMap(created)
    return () => {
      compared.current = null
      created.remove()
      // Where map A has failed it is no longer there.
      if (useAtlas.getState().map === created) setMap(first)
    }
  }, [first, kind, tiles])

  useEffect(() => {
    firstLayers.current = layers
    compared.current?.setLayers(layers)
  }, [layers])

  useEffect(() => {
    const canvas = container.current?.querySelector('canvas.maplibregl-canvas')
    if (kind === 'swipe') return
    canvas?.setAttribute('role', 'application')
    canvas?.setAttribute('aria-label', t('compare.mapB'))
    canvas?.setAttribute('aria-describedby', 'map-help')
  }, [kind, t])

  return (
    <div
      ref={container}
      className={styles.mapB}
      data-map-b
      style={beyond === 'sea' ? { backgroundColor: SEA_COLOR[theme] } : undefined}
    />
  )
}
