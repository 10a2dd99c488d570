import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceLayer } from '../../catalog/device-layer.ts'
import { useAtlas } from '../../state/store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './layer-list.module.css'
import { LayerRow } from './layer-row.tsx'

/** The layers on the map from the topmost down: seen or not, order, opacity, legend, what failed. */
export function LayerList({
  add,
  bring,
  close,
  deviceDetails,
}: {
  /** The button that opens the catalogue. */
  readonly add: ReactNode
  /** The button with which readers bring layers of their own. */
  readonly bring: ReactNode
  /** What there is to say and do about a layer of this device. */
  readonly deviceDetails: (layer: DeviceLayer) => ReactNode
  /** The button that closes the panel. */
  readonly close: ReactNode
}) {
  const { t } = useTranslation()
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  const language = useAtlas((state) => state.language)
  const { moveLayer, resetLayers } = useAtlas.getState()
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )

  const titleOf = (id: string | number) => catalog.get(String(id))?.title[language] ?? String(id)
  const placeOf = (id: string | number) => layers.findIndex((layer) => layer.id === id)
  const say = (key: string, id: string | number, at: string | number = id) =>
    t(key, { layer: titleOf(id), place: placeOf(at) + 1, count: layers.length })
  const announcements: Announcements = {
    onDragStart: ({ active }) => say('layers.dragStart', active.id),
    onDragOver: ({ active, over }) => say('layers.dragOver', active.id, over?.id),
    onDragEnd: ({ active, over }) => say('layers.dragEnd', active.id, over?.id),
    onDragCancel: ({ active }) => say('layers.dragCancel', active.id),
  }
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) moveLayer(String(active.id), placeOf(over.id))
  }

  return (
    <section className={styles.panel} aria-labelledby="layers-title">
      <div className={styles.head}>
        <h2 id="layers-title" className={styles.title}>
          {t('layers.title')}
        </h2>
        <IconButton label={t('layers.reset')} onClick={resetLayers}>
          <RotateCcw size={17} aria-hidden />
        </IconButton>
        {close}
      </div>
      <div className={styles.sources}>
        {add}
        {bring}
      </div>
      {layers.length === 0 && <p className={styles.empty}>{t('layers.empty')}</p>}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={drop}
        accessibility={{
          announcements,
          screenReaderInstructions: { draggable: t('layers.dragHelp') },
        }}
      >
        <SortableContext items={layers.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
          <ol className={styles.list} aria-describedby="layers-help">
            {layers.map((layer, place) => {
              const entry = catalog.get(layer.id)
              return (
                entry && (
                  <LayerRow
                    key={layer.id}
                    layer={layer}
                    entry={entry}
                    place={place}
                    count={layers.length}
                    deviceDetails={deviceDetails}
                  />
                )
              )
            })}
          </ol>
        </SortableContext>
      </DndContext>
      <p id="layers-help" className={styles.help}>
        {t('layers.help')}
      </p>
    </section>
  )
}
