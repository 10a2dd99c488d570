import {
  Anchor,
  Crosshair,
  Factory,
  Flag,
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
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Collection } from 'react-aria-components/Collection'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { SearchField } from 'react-aria-components/SearchField'
import { useTranslation } from 'react-i18next'
import type { NamedPlace, PlaceKind } from '../gazetteer/gazetteer-file.ts'
import { largeTowns } from '../gazetteer/large-towns.ts'
import { parseCoordinates, type ReadCoordinates } from '../gazetteer/parse-coordinates.ts'
import { toPlaceText } from '../gazetteer/search-places.ts'
import { isOnSheet } from '../geo/naaf.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { useAtlas } from '../state/store.ts'
import { formatLonLat } from '../words/format.ts'
import { textIn } from '../words/text-in.ts'
import { Failed } from './failed.tsx'
import { type LoadedPlaces, usePlaces } from './load-places.ts'
import styles from './place-search.module.css'

const MOST_PLACES = 8
const COUNTRIES = ['CAN', 'MEX', 'USA']
const TOWNS_OF_A_COUNTRY = 5
/** Numbers that stand for places in the three notations that people type most. */
const EXAMPLES = '19°26′N 99°08′W, 45.50; −73.57, 14Q 486000 2148000'

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

/** A place that was chosen: one of the list of places, or coordinates. */
export interface ChosenPlace {
  readonly name: string
  readonly place: readonly [lon: number, lat: number]
  /** `null` where coordinates were typed. */
  readonly named: NamedPlace | null
}

/** One line of the answer. */
export interface SearchItem {
  readonly id: string
  readonly icon?: LucideIcon
  readonly name: string
  readonly note?: string
  readonly mark?: ReactNode
  choose(): void
}

export interface SearchGroup {
  readonly id: string
  readonly title: string
  readonly items: readonly SearchItem[]
}

interface PlaceSearchProps {
  readonly label: string
  readonly text: string
  onText(text: string): void
  onChoose(chosen: ChosenPlace): void
  /** What else is found, beneath the places. */
  readonly others?: ((asked: string) => readonly SearchItem[]) | undefined
  readonly othersTitle?: string | undefined
  /** Whether large towns may be chosen before anything is typed. */
  readonly offersTowns?: boolean
  /** Whether it has the focus from the start. */
  readonly hasFocus?: boolean
  /** What is said of what was chosen. */
  readonly said?: string
}

/** One field for places by name and by coordinates: its words are those of `places`. */
export function PlaceSearch({
  label,
  text,
  onText,
  onChoose,
  others,
  othersTitle = '',
  offersTowns = false,
  hasFocus = false,
  said = '',
}: PlaceSearchProps) {
  const { t } = useTranslation()
  const asked = useDeferredValue(text.trim())
  const places = usePlaces()
  const found = usePlaceGroups(asked, places.searches, onChoose)
  const otherItems = useMemo(
    () => (asked === '' || places.searches.length === 0 ? [] : (others?.(asked) ?? [])),
    [asked, others, places.searches.length],
  )
  const towns = useTownGroups(offersTowns && asked === '', places.searches[0], onChoose)
  const groups = [
    ...towns,
    ...found,
    { id: 'others', title: othersTitle, items: otherItems },
  ].filter(({ items }) => items.length > 0)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (hasFocus) input.current?.focus()
  }, [hasFocus])
  return (
    <>
      <Autocomplete inputValue={text} onInputChange={onText}>
        <SearchField className={styles.field!}>
          <Label className={styles.label!}>{label}</Label>
          <Input ref={input} className={styles.input!} maxLength={200} autoComplete="off" />
        </SearchField>
        {(asked !== '' || towns.length > 0) && (
          <ListBox
            aria-label={label}
            className={styles.list!}
            data-offered={towns.length > 0 || undefined}
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
                      textValue={note ? `${name}, ${note}` : name}
                      className={styles.item!}
                    >
                      {Icon && <Icon size={18} aria-hidden className={styles.icon} />}
                      <span className={styles.name}>{name}</span>
                      {note && <span className={styles.note}>{note}</span>}
                      {mark}
                    </ListBoxItem>
                  )}
                </Collection>
              </ListBoxSection>
            )}
          </ListBox>
        )}
        {asked === '' && (
          <p className={styles.hint}>
            {t(others ? 'places.hint' : 'places.placeHint', { examples: EXAMPLES })}
          </p>
        )}
      </Autocomplete>
      <Progress
        asked={asked}
        count={groups.reduce((sum, { items }) => sum + items.length, 0)}
        places={places}
      />
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </>
  )
}

/** Whose names these are. */
export function PlacesCredit() {
  const { t } = useTranslation()
  return <p className={styles.credit}>{t('places.credit')}</p>
}

/** What is still to come, and what was found or not. */
function Progress({
  asked,
  count,
  places: { searches, isWhole, problem, retry },
}: {
  readonly asked: string
  readonly count: number
  readonly places: LoadedPlaces
}) {
  const { t } = useTranslation()
  if (problem) {
    return <Failed what={t('places.failed')} problem={problem} onRetry={retry} />
  }
  if (asked === '') return null
  return (
    <div role="status" className={styles.progress}>
      {searches.length === 0 && <p>{t('places.loading')}</p>}
      {searches.length > 0 && !isWhole && <p>{t('places.loadingMore')}</p>}
      {isWhole && count === 0 && <p>{t('places.none', { text: asked })}</p>}
      {count > 0 && <p className="visually-hidden">{t('places.results', { count })}</p>}
    </div>
  )
}

/** The towns that are looked for most, a group for each country; none unless they are offered. */
function useTownGroups(
  isOffered: boolean,
  search: LoadedPlaces['searches'][number] | undefined,
  onChoose: (chosen: ChosenPlace) => void,
): readonly SearchGroup[] {
  const language = useLanguage()
  const chosen = useRef(onChoose)
  chosen.current = onChoose
  return useMemo(() => {
    if (!isOffered || !search) return []
    return COUNTRIES.map((country) => {
      const towns = largeTowns(search.places, country, TOWNS_OF_A_COUNTRY)
      const region = towns[0]?.regions.at(-1)
      return {
        id: `towns ${country}`,
        title: region ? textIn(region.names, language) : country,
        items: towns.map((named): SearchItem => {
          const { name } = toPlaceText(named, language)
          const { key, place } = named
          return {
            id: `town ${country} ${key ?? place.join()}`,
            name,
            choose: () => chosen.current({ name, place, named }),
          }
        }),
      }
    }).toSorted((a, b) => a.title.localeCompare(b.title, language))
  }, [isOffered, search, language])
}

function usePlaceGroups(
  asked: string,
  searches: LoadedPlaces['searches'],
  onChoose: (chosen: ChosenPlace) => void,
): readonly SearchGroup[] {
  const { t } = useTranslation()
  const language = useLanguage()
  const chosen = useRef(onChoose)
  chosen.current = onChoose
  return useMemo(() => {
    if (asked === '') return []
    const { camera } = useAtlas.getState()
    const toCoordinates = ({ reading, place }: ReadCoordinates): SearchItem => {
      const name = formatLonLat(place, 1, language)
      return {
        id: `coordinates ${reading}`,
        icon: Crosshair,
        name,
        note: isOnSheet(...place) ? t(`places.reading.${reading}`) : t('places.offMap'),
        choose: () => chosen.current({ name, place, named: null }),
      }
    }
    const toPlace = (named: NamedPlace, at: number): SearchItem => {
      const { name, where } = toPlaceText(named, language)
      const { kind, key, place } = named
      return {
        id: `place ${at} ${kind} ${key ?? place.join()}`,
        icon: ICONS[kind],
        name,
        note: [t(`places.kind.${kind}`), where].filter(Boolean).join(' · '),
        choose: () => chosen.current({ name, place, named }),
      }
    }
    const found = searches
      .flatMap(({ search }) => search(asked, { near: camera.center, limit: MOST_PLACES }))
      .toSorted((a, b) => b.worth - a.worth)
      .slice(0, MOST_PLACES)
      .map(({ place }) => place)
    return [
      {
        id: 'coordinates',
        title: t('places.coordinates'),
        items: parseCoordinates(asked).map(toCoordinates),
      },
      { id: 'places', title: t('places.title'), items: found.map(toPlace) },
    ]
  }, [asked, searches, language, t])
}
