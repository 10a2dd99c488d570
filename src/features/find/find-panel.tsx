import {
  Anchor,
  Check,
  Crosshair,
  Factory,
  Flag,
  Layers,
  type LucideIcon,
  Map as MapIcon,
  MapPin,
  Plane,
  Trash2,
  Trees,
  Waves,
  Wind,
  Zap,
} from 'lucide-react'
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Collection } from 'react-aria-components/Collection'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { SearchField } from 'react-aria-components/SearchField'
import { useTranslation } from 'react-i18next'
import type { CatalogEntry } from '../../catalog/language-catalog.ts'
import type { NamedPlace, PlaceKind } from '../../gazetteer/gazetteer-file.ts'
import { parseCoordinates, type ReadCoordinates } from '../../gazetteer/parse-coordinates.ts'
import { toPlaceText } from '../../gazetteer/search-places.ts'
import type { Bbox } from '../../geo/bbox.ts'
import { isOnSheet } from '../../geo/naaf.ts'
import { formatLonLat } from '../../i18n/format.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toFeatureId } from '../../model/feature-key.ts'
import { fold, toWords } from '../../model/fold.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { useCatalogue } from '../../shell/load-catalogue.ts'
import type { Highlight } from '../../state/map-commands.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody, PanelFoot } from '../../ui/panel.tsx'
import { isWide } from '../../ui/screen.ts'
import styles from './find-panel.module.css'
import { usePlaces } from './load-places.ts'
import { toBoxAround, toView } from './to-view.ts'

const MOST_PLACES = 8
const MOST_LAYERS = 4
/** Numbers that stand for places in the three notations that people type most. */
const EXAMPLES = '19°26′N 99°08′W, 45.50; −73.57, 14Q 486000 2148000'
const HIGHLIGHT = 'found'

const ICONS: Readonly<Record<PlaceKind, LucideIcon>> = {
  country: Flag,
  state: MapIcon,
  town: MapPin,
  sea: Waves,
  lake: Waves,
  river: Waves,
  'protected-area': Trees,
  airport: Plane,
  port: Anchor,
  'power-plant': Zap,
  'wind-farm': Wind,
  'steel-plant': Factory,
  'reporting-facility': Factory,
  'waste-site': Trash2,
}

/** One line of the answer. */
interface Found {
  readonly id: string
  readonly icon: LucideIcon
  readonly name: string
  readonly note: string
  readonly mark?: ReactNode
  choose(): void
}

interface Group {
  readonly id: string
  readonly title: string
  readonly items: readonly Found[]
}

/** One field for places by name, layers of the catalogue, and coordinates. */
export function FindPanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const [said, setSaid] = useState('')
  const places = usePlaces()
  const groups = useGroups(asked, places.searches, (sentence) => {
    setSaid(sentence)
    // On a small screen the map lies under the panel.
    if (!isWide()) close()
  })
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  useEffect(
    () => () => {
      if (isWide()) useAtlas.getState().map?.setHighlight(HIGHLIGHT, null)
    },
    [],
  )
  const count = groups.reduce((sum, { items }) => sum + items.length, 0)
  return (
    <Panel
      id="find"
      title={t('find.open')}
      closeLabel={t('find.close')}
      onClose={close}
      hasEscape={text === ''}
    >
      <PanelBody>
        <Autocomplete inputValue={text} onInputChange={setText}>
          <SearchField className={styles.field!}>
            <Label className={styles.label!}>{t('find.label')}</Label>
            <Input ref={input} className={styles.input!} maxLength={200} autoComplete="off" />
          </SearchField>
          {asked === '' ? (
            <p className={styles.hint}>{t('find.hint', { examples: EXAMPLES })}</p>
          ) : (
            <ListBox
              aria-label={t('find.label')}
              className={styles.list!}
              items={groups}
              onAction={(key) =>
                groups
                  .flatMap(({ items }) => items)
                  .find(({ id }) => id === key)
                  ?.choose()
              }
            >
              {({ id, title, items }) => (
                <ListBoxSection id={id}>
                  <Header className={styles.title!}>{title}</Header>
                  <Collection items={items}>
                    {({ id: item, icon: Icon, name, note, mark }) => (
                      <ListBoxItem
                        id={item}
                        textValue={`${name}, ${note}`}
                        className={styles.item!}
                      >
                        <Icon size={18} aria-hidden className={styles.icon} />
                        <span className={styles.name}>{name}</span>
                        <span className={styles.note}>{note}</span>
                        {mark}
                      </ListBoxItem>
                    )}
                  </Collection>
                </ListBoxSection>
              )}
            </ListBox>
          )}
        </Autocomplete>
        <Progress asked={asked} count={count} places={places} />
        <p role="status" className="visually-hidden">
          {said}
        </p>
      </PanelBody>
      <PanelFoot>
        <p className={styles.credit}>{t('find.credit')}</p>
      </PanelFoot>
    </Panel>
  )
}

/** What is still to come, and what was found or not. */
function Progress({
  asked,
  count,
  places: { searches, isWhole, problem, retry },
}: {
  readonly asked: string
  readonly count: number
  readonly places: ReturnType<typeof usePlaces>
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (problem) {
    return (
      <div role="alert">
        <p>
          {t('find.failed')} {toSentence(problem, language)}
        </p>
        <Button onClick={retry}>{t('find.retry')}</Button>
      </div>
    )
  }
  if (asked === '') return null
  return (
    <div role="status" className={styles.progress}>
      {searches.length === 0 && <p>{t('find.loading')}</p>}
      {searches.length > 0 && !isWhole && <p>{t('find.loadingMore')}</p>}
      {isWhole && count === 0 && <p>{t('find.none', { text: asked })}</p>}
      {count > 0 && <p className="visually-hidden">{t('find.results', { count })}</p>}
    </div>
  )
}

function useGroups(
  asked: string,
  searches: ReturnType<typeof usePlaces>['searches'],
  onShown: (sentence: string) => void,
): readonly Group[] {
  const { t } = useTranslation()
  const language = useLanguage()
  const catalogue = useCatalogue(language)
  const layersOnMap = useAtlas((state) => state.layers)
  const shown = useRef(onShown)
  shown.current = onShown
  return useMemo(() => {
    if (asked === '') return []
    const { camera, map } = useAtlas.getState()
    const show = (name: string, view: Bbox, highlight: Highlight) => {
      map?.fitBbox(view)
      map?.setHighlight(HIGHLIGHT, highlight)
      shown.current(t('find.shown', { name }))
    }
    const toCoordinates = ({ reading, place }: ReadCoordinates): Found => {
      const name = formatLonLat(place, 1, language)
      return {
        id: `coordinates ${reading}`,
        icon: Crosshair,
        name,
        note: isOnSheet(...place) ? t(`find.reading.${reading}`) : t('find.offMap'),
        choose: () =>
          show(name, toBoxAround(place, 25), {
            geometries: [{ type: 'Point', coordinates: [...place] }],
          }),
      }
    }
    const toPlace = (place: NamedPlace, at: number): Found => {
      const { name, where } = toPlaceText(place, language)
      return {
        id: `place ${at} ${place.kind} ${place.key ?? place.place.join()}`,
        icon: ICONS[place.kind],
        name,
        note: [t(`find.kind.${place.kind}`), where].filter(Boolean).join(' · '),
        choose: () => show(name, toView(place), toHighlight(place)),
      }
    }
    const toLayer = ({ id, title, state }: CatalogEntry): Found => {
      const isOnMap = layersOnMap.some((layer) => layer.id === id && layer.visible)
      const canShow = useAtlas.getState().catalog.has(id)
      return {
        id: `layer ${id}`,
        icon: Layers,
        name: title,
        note: t(isOnMap ? 'find.onMap' : canShow ? 'find.addLayer' : 'find.layerOnly'),
        ...(isOnMap && { mark: <Check size={16} aria-hidden /> }),
        choose: () => {
          if (state === 'bundled' && canShow) {
            useAtlas.getState().addLayer(id)
            shown.current(t('find.added', { layer: title }))
          } else {
            useAtlas.getState().openPanel('catalogue')
          }
        },
      }
    }
    const found = searches
      .flatMap(({ search }) => search(asked, { near: camera.center, limit: MOST_PLACES }))
      .toSorted((a, b) => b.worth - a.worth)
      .slice(0, MOST_PLACES)
      .map(({ place }) => place)
    const layers =
      catalogue.kind === 'loaded' && searches.length > 0
        ? catalogue.search
            .search({ text: asked })
            .layers.filter((layer) => isNamed(layer, asked))
            .slice(0, MOST_LAYERS)
        : []
    return [
      {
        id: 'coordinates',
        title: t('find.coordinates'),
        items: parseCoordinates(asked).map(toCoordinates),
      },
      { id: 'places', title: t('find.places'), items: found.map(toPlace) },
      { id: 'layers', title: t('find.layers'), items: layers.map(toLayer) },
    ].filter(({ items }) => items.length > 0)
  }, [asked, searches, catalogue, layersOnMap, language, t])
}

/** Whether a word that was typed begins one of the layer's own: what the catalogue finds by guessing is no answer here. */
function isNamed({ title, keywords, otherNames }: CatalogEntry, text: string): boolean {
  const own = [title, ...keywords, ...otherNames].flatMap(toWords).map(fold)
  return toWords(text).some((word) => own.some((other) => other.startsWith(fold(word))))
}

/** The feature itself where its layer is on the map, else its place. */
function toHighlight({ layer, key, bbox, place }: NamedPlace): Highlight {
  const isDrawn = useAtlas.getState().layers.some(({ id, visible }) => id === layer && visible)
  if (layer !== null && key !== null && bbox && isDrawn) {
    return { layerId: layer, ids: [toFeatureId(key)] }
  }
  return { geometries: [{ type: 'Point', coordinates: [...place] }] }
}
