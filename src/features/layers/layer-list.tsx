import { RotateCcw } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { useLaunches } from '../../shell/shell.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { toParts } from '../../state/reference-map.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Panel, PanelBody } from '../../ui/panel.tsx'
import { useIsWide } from '../../ui/screen.ts'
import { textIn } from '../../words/text-in.ts'
import { BaseMapPart } from './base-map.tsx'
import styles from './layer-list.module.css'
import { LayerRow } from './layer-row.tsx'
import { type Arranging, useArranging } from './use-arranging.ts'

/** The themes on the map and its base map, from the topmost layer down: seen or not, order, opacity, legend, what failed. */
export function LayerList({ close }: PanelProps) {
  const { t } = useTranslation()
  const layers = useAtlas((state) => state.layers)
  const side = useAtlas(({ comparison }) => comparison?.side)
  const catalog = useAtlas((state) => state.catalog)
  const language = useLanguage()
  const { moveLayer, resetLayers } = useAtlas.getState()
  const { themes, base } = toParts(layers)
  const isWide = useIsWide()
  const [said, setSaid] = useState('')
  const say = (key: string) => (id: string, place: number) => {
    const entry = catalog.get(id)
    const layer = entry ? textIn(entry.title, language) : id
    setSaid(t(key, { layer, place: place + 1, count: layers.length }))
  }
  const arranging = useArranging({
    onStart: say('layers.dragStart'),
    onOver: say('layers.dragOver'),
    onDrop(id, place) {
      if (layers[place]?.id !== id) moveLayer(id, place)
      say('layers.dragEnd')(id, place)
    },
    onCancel: say('layers.dragCancel'),
  })

  return (
    <Panel
      id="layers"
      title={t('layers.title')}
      closeLabel={t('layers.close')}
      onClose={close}
      // Beside the map it is part of the page.
      hasEscape={!isWide}
      tools={
        <IconButton
          label={t('layers.reset')}
          onClick={() => {
            resetLayers()
            // The same is heard again when it is done again.
            setSaid((before) => t('layers.wasReset') + (before.endsWith('\u00a0') ? '' : '\u00a0'))
          }}
        >
          <RotateCcw size={17} aria-hidden />
        </IconButton>
      }
    >
      <PanelBody isFlush>
        <Sources />
        <div ref={arranging.list}>
          <h3 className={styles.heading}>{t(side ? `compare.sides.${side}` : 'layers.onMap')}</h3>
          {themes.length === 0 && <p className={styles.empty}>{t('layers.empty')}</p>}
          <Rows layers={themes} start={0} count={layers.length} arranging={arranging} />
          <BaseMapPart base={base}>
            <Rows layers={base} start={themes.length} count={layers.length} arranging={arranging} />
          </BaseMapPart>
        </div>
        <p role="status" className="visually-hidden">
          {said}
        </p>
        <p id="layers-drag-help" className="visually-hidden">
          {t('layers.dragHelp')}
        </p>
        <p id="layers-help" className={styles.help}>
          {t('layers.help')}
        </p>
      </PanelBody>
    </Panel>
  )
}

/** What brings more layers onto the map. */
function Sources() {
  const { t } = useTranslation()
  const panels = useAtlas((state) => state.panels)
  const { openPanel, closePanel } = useAtlas.getState()
  const launches = useLaunches('layers')
  return (
    <div className={styles.sources}>
      {launches.map(({ id, label, icon: Icon }, place) => {
        const isOpen = panels.some((panel) => panel.id === id)
        return (
          <Button
            key={id}
            size="small"
            kind={place === 0 ? 'primary' : 'secondary'}
            aria-expanded={isOpen}
            data-panel={id}
            onClick={() => (isOpen ? closePanel(id) : openPanel(id))}
          >
            <Icon size={17} aria-hidden /> {t(label)}
          </Button>
        )
      })}
    </div>
  )
}

/** The rows of one part; the first stands at `start` of all layers, of which there are `count`. */
function Rows({
  layers,
  start,
  count,
  arranging,
}: {
  readonly layers: readonly LayerView[]
  readonly start: number
  readonly count: number
  readonly arranging: Arranging
}) {
  const catalog = useAtlas((state) => state.catalog)
  return (
    <ol className={styles.list} aria-describedby="layers-help" onKeyDown={moveFocus}>
      {layers.map((layer, index) => {
        const entry = catalog.get(layer.id)
        return (
          entry && (
            <LayerRow
              key={layer.id}
              layer={layer}
              entry={entry}
              place={start + index}
              count={count}
              arranging={arranging}
            />
          )
        )
      })}
    </ol>
  )
}

/** By how much each key goes on among the controls of a row, and among the rows. */
const STEPS: Readonly<Partial<Record<string, readonly [inRow: number, rows: number]>>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** A row is one stop of the Tab key: the arrow keys go to its other controls and to the rows beside it. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key]
  const control = event.target as HTMLElement
  if (!step) return
  const rows = [...event.currentTarget.children].map((row) => [
    ...row.querySelectorAll<HTMLElement>('[data-control]'),
  ])
  const row = rows.findIndex((controls) => controls.includes(control))
  if (row < 0) return
  const at = rows[row]!.indexOf(control)
  const next = rows[row + step[1]]?.[at + step[0]]
  event.preventDefault()
  next?.focus()
}
