import { Columns2, SquareSplitHorizontal } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toWords } from '../../i18n/condition-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { useLedTo } from '../../shell/use-led-to.ts'
import {
  COMPARE_KINDS,
  type CompareKind,
  layersOf,
  SIDES,
  type Side,
  seenOn,
  withComparison,
  withLayers,
  withoutComparison,
  withSide,
} from '../../state/comparison.ts'
import { formatLayerView, type LayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './compare.module.css'
import { TwoEditions } from './two-editions.tsx'
import { TwoYears } from './two-years.tsx'

const ICONS = { swipe: SquareSplitHorizontal, beside: Columns2 } as const

/** How two maps are compared, what differs between them, and what can be done with both. */
export function ComparePanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const isComparing = useAtlas(({ comparison }) => comparison !== null)
  const content = useRef<HTMLDivElement>(null)
  // The buttons that begin a comparison and end it go with what they did.
  useKeptFocus(content, '[data-first-words]', isComparing)
  useLedTo('compare')
  return (
    <Panel
      id="compare"
      title={t('compare.title')}
      closeLabel={t('compare.close')}
      onClose={close}
      size="sheet"
    >
      <PanelBody>
        <div className={styles.panel} ref={content}>
          {isComparing ? <Comparison /> : <Start />}
        </div>
      </PanelBody>
    </Panel>
  )
}

const begin = (kind: CompareKind) => useAtlas.setState((state) => withComparison(state, kind))

function Start() {
  const { t } = useTranslation()
  return (
    <>
      <p tabIndex={-1} data-first-words>
        {t('compare.intro')}
      </p>
      <div className={styles.starts}>
        {COMPARE_KINDS.map((kind) => {
          const Icon = ICONS[kind]
          return (
            <Button key={kind} kind="primary" onClick={() => begin(kind)}>
              <Icon size={17} aria-hidden /> {t(`compare.start.${kind}`)}
            </Button>
          )
        })}
      </div>
    </>
  )
}

function Comparison() {
  const { t } = useTranslation()
  const layers = useAtlas((state) => state.layers)
  const comparison = useAtlas((state) => state.comparison)
  const [exchanges, setExchanges] = useState(0)
  if (!comparison) return null
  const { kind, side } = comparison
  const compared = { layers, comparison }
  const seen = seenOn(compared)
  const [one, other] = [layers, comparison.other].map((views) => views.map(formatLayerView).join())
  const toName = (of: Side) => t(`compare.sides.${of}`)
  const letter = side.toUpperCase()
  return (
    <>
      <Segmented
        label={t('compare.kind')}
        value={kind}
        options={COMPARE_KINDS.map((one) => ({ value: one, label: t(`compare.kinds.${one}`) }))}
        onChange={begin}
      />
      <div>
        <Segmented
          label={t('compare.spokenOf')}
          value={side}
          options={SIDES.map((of) => ({ value: of, label: toName(of) }))}
          onChange={(of) => useAtlas.setState(withSide(compared, of))}
        />
        <p className={styles.note}>{t('compare.spokenOfHelp', { letter })}</p>
      </div>
      <h3 tabIndex={-1} data-first-words>
        {t('compare.differences')}
      </h3>
      {seen.a.length + seen.b.length === 0 ? (
        <p>{t('compare.same', { letter })}</p>
      ) : (
        SIDES.map((of) => (
          <div key={of}>
            <h4>{toName(of)}</h4>
            <Seen views={seen[of]} others={seen[of === 'a' ? 'b' : 'a']} />
          </div>
        ))
      )}
      <TwoYears />
      <TwoEditions />
      <div className={styles.buttons}>
        <Button
          disabled={one === other}
          onClick={() => {
            setExchanges(exchanges + 1)
            useAtlas.setState({
              layers: comparison.other,
              comparison: { ...comparison, other: layers },
            })
          }}
        >
          {t('compare.exchange')}
        </Button>
        {SIDES.map((of) => (
          <Button
            key={of}
            disabled={one === other}
            onClick={() =>
              useAtlas.setState(
                withLayers(compared, of === 'a' ? 'b' : 'a', layersOf(compared, of)),
              )
            }
          >
            {t(`compare.copy.${of}`)}
          </Button>
        ))}
        {SIDES.map((of) => (
          <Button key={of} onClick={() => useAtlas.setState(withoutComparison(compared, of))}>
            {t(`compare.keep.${of}`)}
          </Button>
        ))}
      </div>
      <p role="status" className="visually-hidden">
        {exchanges > 0 && t(exchanges % 2 === 1 ? 'compare.exchanged' : 'compare.exchangedBack')}
      </p>
    </>
  )
}

/** What one map alone shows; of a layer that both have, how it stands here. */
function Seen({
  views,
  others,
}: {
  readonly views: readonly LayerView[]
  readonly others: readonly LayerView[]
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalog = useAtlas((state) => state.catalog)
  if (views.length === 0) return <p className={styles.note}>{t('compare.none')}</p>
  return (
    <ul className={styles.list}>
      {views.map((view) => {
        const entry = catalog.get(view.id)
        if (!entry) return null
        const isOnBoth = others.some(({ id }) => id === view.id)
        const { filter, hiddenClasses, opacity } = view
        const said = [
          filter && t('layers.filter', { words: toWords(filter, entry.fields, language) }),
          hiddenClasses.length > 0 && t('compare.hiddenClasses', { count: hiddenClasses.length }),
          opacity < 1 &&
            t('compare.opacity', {
              percent: formatNumber(opacity, language, { style: 'percent' }),
            }),
        ].filter((text) => typeof text === 'string')
        const whole = isOnBoth && said.length === 0 ? [t('compare.all')] : said
        return (
          <li key={view.id}>
            {textIn(entry.title, language)}
            {whole.length > 0 && <p>{whole.join(' ')}</p>}
          </li>
        )
      })}
    </ul>
  )
}
