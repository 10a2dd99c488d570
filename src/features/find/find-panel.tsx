import { Check, Layers, LocateFixed, MapPin } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogEntry } from '../../catalog/language-catalog.ts'
import type { NamedPlace } from '../../gazetteer/gazetteer-file.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toFeatureId } from '../../model/feature-key.ts'
import { fold, toWords } from '../../model/fold.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { useCatalogue } from '../../shell/load-catalogue.ts'
import {
  type ChosenPlace,
  PlaceSearch,
  PlacesCredit,
  type SearchItem,
} from '../../shell/place-search.tsx'
import type { Highlight } from '../../state/map-commands.ts'
import { toNear } from '../../state/near.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody, PanelFoot } from '../../ui/panel.tsx'
import { useIsWide } from '../../ui/screen.ts'
import styles from './find-panel.module.css'
import { toBoxAround, toView } from './to-view.ts'

const MOST_LAYERS = 4
const HIGHLIGHT = 'found'
const AROUND_COORDINATES_METERS = 25_000

/** One field for places by name, layers of the catalogue, and coordinates. */
export function FindPanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const [text, setText] = useState('')
  const [said, setSaid] = useState('')
  const [chosen, setChosen] = useState<ChosenPlace | null>(null)
  const layers = useLayers(
    useCallback(
      (sentence: string) => {
        setSaid(sentence)
        // On a small screen the map lies under the panel.
        if (!isWide) close()
      },
      [isWide, close],
    ),
  )
  useEffect(() => () => useAtlas.getState().map?.setHighlight(HIGHLIGHT, null), [])
  const choose = (place: ChosenPlace) => {
    setChosen(place)
    setSaid(t('find.shown', { name: place.name }))
  }
  // On a small screen what was found is on the map above the panel, and what can be asked of it in it.
  const isFoundOnly = chosen !== null && !isWide
  return (
    <Panel
      id="find"
      title={t('find.open')}
      closeLabel={t('find.close')}
      onClose={close}
      hasEscape={text === '' || isFoundOnly}
      size={isFoundOnly ? 'sheet' : 'narrow'}
    >
      <PanelBody>
        {chosen && <Chosen chosen={chosen} takesFocus={isFoundOnly} />}
        {isFoundOnly ? (
          <Button onClick={() => setChosen(null)}>{t('find.again')}</Button>
        ) : (
          <PlaceSearch
            label={t('find.label')}
            text={text}
            onText={setText}
            onChoose={choose}
            others={layers}
            othersTitle={t('find.layers')}
            hasFocus
            said={said}
          />
        )}
      </PanelBody>
      {!isFoundOnly && (
        <PanelFoot>
          <PlacesCredit />
        </PanelFoot>
      )}
    </Panel>
  )
}

/** The place that the map shows, and what can be asked of it. */
function Chosen({
  chosen,
  takesFocus,
}: {
  readonly chosen: ChosenPlace
  /** Set where it stands in the place of the field. */
  readonly takesFocus: boolean
}) {
  const { t } = useTranslation()
  const { name, place } = chosen
  const heading = useRef<HTMLHeadingElement>(null)
  // Once the panel is as small as it will be: the map shows the place beside it.
  useEffect(() => {
    show(chosen)
    if (takesFocus) heading.current?.focus()
  }, [chosen, takesFocus])
  const { openPanel } = useAtlas.getState()
  return (
    <section className={styles.chosen} aria-labelledby="found-name">
      <h3 id="found-name" ref={heading} tabIndex={-1}>
        {name}
      </h3>
      <Button
        onClick={() => {
          useAtlas.setState({ near: toNear(place, name) })
          openPanel('near')
        }}
      >
        <LocateFixed size={18} aria-hidden /> {t('near.open')}
      </Button>
      <Button
        onClick={() => {
          useAtlas.setState({ here: place })
          openPanel('here')
        }}
      >
        <MapPin size={18} aria-hidden /> {t('here.open')}
      </Button>
    </section>
  )
}

/** Puts a place in the middle of the map, and marks it. */
function show({ place, named }: ChosenPlace): void {
  const { map } = useAtlas.getState()
  map?.fitBbox(named ? toView(named) : toBoxAround(place, AROUND_COORDINATES_METERS))
  map?.setHighlight(HIGHLIGHT, toHighlight(place, named))
}

/** The feature itself where its layer is on the map, else its place. */
function toHighlight(place: ChosenPlace['place'], named: NamedPlace | null): Highlight {
  const { layers } = useAtlas.getState()
  if (named?.layer && named.key !== null && named.bbox) {
    const isDrawn = layers.some(({ id, visible }) => id === named.layer && visible)
    if (isDrawn) return { layerId: named.layer, ids: [toFeatureId(named.key)] }
  }
  return { geometries: [{ type: 'Point', coordinates: [...place] }] }
}

/** The layers of the catalogue whose words a text begins. */
function useLayers(onShown: (sentence: string) => void): (asked: string) => SearchItem[] {
  const { t } = useTranslation()
  const catalogue = useCatalogue(useLanguage())
  const layersOnMap = useAtlas((state) => state.layers)
  return useCallback(
    (asked) => {
      if (catalogue.kind !== 'loaded') return []
      const toLayer = ({ id, title, state }: CatalogEntry): SearchItem => {
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
              onShown(t('find.added', { layer: title }))
            } else {
              useAtlas.getState().openPanel('catalogue')
            }
          },
        }
      }
      return catalogue.search
        .search({ text: asked })
        .layers.filter((layer) => isNamed(layer, asked))
        .slice(0, MOST_LAYERS)
        .map(toLayer)
    },
    [catalogue, layersOnMap, onShown, t],
  )
}

/** Whether a word that was typed begins one of the layer's own: what the catalogue finds by guessing is no answer here. */
function isNamed({ title, keywords, otherNames }: CatalogEntry, text: string): boolean {
  const own = [title, ...keywords, ...otherNames].flatMap(toWords).map(fold)
  return toWords(text).some((word) => own.some((other) => other.startsWith(fold(word))))
}
