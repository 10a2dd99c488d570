import { useTranslation } from 'react-i18next'
import { markerPath } from '../../catalog/marker-shape.ts'
import type { CatalogLayer } from '../../catalog/schema.ts'
import type { LayerSymbol, Symbology } from '../../catalog/symbology.ts'
import type { Localized } from '../../geo/layer-schema.ts'
import { useAtlas } from '../../state/store.ts'
import styles from './legend.module.css'

interface LegendClass {
  readonly id: string
  /** `null` for the one class of a simple layer: the layer's own title says what it is. */
  readonly label: Localized | null
  readonly symbol: LayerSymbol
}

function toLegendClasses(symbology: Symbology): LegendClass[] {
  switch (symbology.kind) {
    case 'simple':
      return [{ id: 'all', label: null, symbol: symbology.symbol }]
    case 'graduated':
      return [...symbology.classes, ...(symbology.noData ? [symbology.noData] : [])]
    default:
      return [...symbology.classes, ...(symbology.other ? [symbology.other] : [])]
  }
}

type Shape = 'point' | 'line' | 'polygon'

function toShape({ geometryType }: CatalogLayer): Shape {
  if (geometryType?.includes('Point')) return 'point'
  return geometryType?.includes('Line') ? 'line' : 'polygon'
}

/** What each symbol of a layer stands for; nothing for a layer with one symbol, which its row shows. */
export function Legend({ entry }: { readonly entry: CatalogLayer }) {
  const { t } = useTranslation()
  const language = useAtlas((state) => state.language)
  if (!entry.symbology) return null
  const classes = toLegendClasses(entry.symbology)
  if (classes.length < 2) return null
  return (
    <ul className={styles.legend} aria-label={t('layers.legend')}>
      {classes.map(({ id, label, symbol }) => (
        <li key={id} className={styles.item}>
          <SymbolPicture symbol={symbol} shape={toShape(entry)} />
          <span>{label?.[language]}</span>
        </li>
      ))}
    </ul>
  )
}

/** The layer's symbol in small, or the first colours of its classes. */
export function Swatch({ entry }: { readonly entry: CatalogLayer }) {
  if (!entry.symbology) return <span className={styles.swatch} />
  const classes = toLegendClasses(entry.symbology).filter(
    ({ symbol }) => symbol.fill ?? symbol.line,
  )
  if (classes.length < 2 || toShape(entry) !== 'polygon') {
    const symbol = classes[0]?.symbol ?? {}
    return <SymbolPicture symbol={symbol} shape={toShape(entry)} />
  }
  const step = Math.max(1, (classes.length - 1) / 3)
  const picked = [0, 1, 2, 3].map(
    (index) => classes[Math.min(classes.length - 1, Math.round(index * step))]!,
  )
  return (
    <svg className={styles.swatch} viewBox="0 0 24 16" aria-hidden="true">
      {picked.map(({ symbol }, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity here
          key={index}
          x={index * 6}
          width={6}
          height={16}
          style={themed('fill', symbol.fill)}
        />
      ))}
    </svg>
  )
}

/** Both colours, of which the style sheet takes the one of the theme. */
function themed(property: 'fill' | 'stroke', color: LayerSymbol['fill']) {
  return color
    ? { [property]: `light-dark(${color.light}, ${color.dark})` }
    : { [property]: 'none' }
}

function SymbolPicture({ symbol, shape }: { readonly symbol: LayerSymbol; readonly shape: Shape }) {
  return (
    <svg className={styles.swatch} viewBox="0 0 24 16" aria-hidden="true">
      {PICTURES[shape](symbol)}
    </svg>
  )
}

const PICTURES: Record<Shape, (symbol: LayerSymbol) => React.ReactNode> = {
  polygon: ({ fill, fillOpacity, line }) => (
    <rect
      x={1}
      y={1}
      width={22}
      height={14}
      rx={2}
      fillOpacity={fillOpacity ?? 1}
      strokeWidth={1}
      style={{ ...themed('fill', fill), ...themed('stroke', line) }}
    />
  ),
  line: ({ line, lineDash, casing }) => (
    <>
      {casing && (
        <path
          d="M1 11 9 5l6 5 8-6"
          fill="none"
          strokeWidth={4}
          opacity={0.5}
          style={themed('stroke', casing)}
        />
      )}
      <path
        d="M1 11 9 5l6 5 8-6"
        fill="none"
        strokeWidth={1.6}
        strokeDasharray={lineDash?.map((length) => length * 1.4).join(' ')}
        style={themed('stroke', line)}
      />
    </>
  ),
  point: ({ marker, fill, line }) => (
    <path
      d={markerPath(marker ?? 'circle', 12, 8, 5)}
      strokeWidth={1.2}
      style={{ ...themed('fill', fill), ...themed('stroke', line) }}
    />
  ),
}
