import { LocateFixed } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { growBbox } from '../../geo/bbox.ts'
import { toCircle } from '../../geo/circle.ts'
import { isOnSheet } from '../../geo/naaf.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Failed } from '../../shell/failed.tsx'
import type { PanelProps } from '../../shell/feature.ts'
import { useSubjects } from '../../shell/load-subjects.ts'
import { PlaceSearch, PlacesCredit } from '../../shell/place-search.tsx'
import { useData } from '../../shell/shell.ts'
import { NEAR_RADII, type NearAsked, toNear } from '../../state/near.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { formatLonLat, formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { NearList } from './near-list.tsx'
import styles from './near-panel.module.css'
import { type NearGroup, toNearChoice, toNearGroups } from './to-groups.ts'
import { useNear } from './use-near.ts'

const HIGHLIGHT = 'near'

/** What the layers of the Atlas have around a place. */
export function NearPanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const near = useAtlas((state) => state.near)
  const [isChanging, setIsChanging] = useState(false)
  const [wasChosen, setWasChosen] = useState(false)
  useEffect(() => () => useAtlas.setState({ near: null }), [])
  const choosePlace = (place: NearAsked['place'], name: string) => {
    const { radiusKilometers, about } = near ?? toNear(place)
    useAtlas.setState({ near: { ...toNear(place, name), radiusKilometers, about } })
    setIsChanging(false)
    setWasChosen(true)
  }
  return (
    <Panel id="near" title={t('near.title')} closeLabel={t('near.close')} onClose={close}>
      <PanelBody>
        {near && !isChanging ? (
          <Around near={near} takesFocus={wasChosen} onChange={() => setIsChanging(true)} />
        ) : (
          <ChoosePlace onChoose={choosePlace} />
        )}
      </PanelBody>
      {(!near || isChanging) && (
        <PanelFoot>
          <PlacesCredit />
        </PanelFoot>
      )}
    </Panel>
  )
}

/** The reader's own position, when it is asked for, or a place by its name or coordinates. */
function ChoosePlace({
  onChoose,
}: {
  readonly onChoose: (place: NearAsked['place'], name: string) => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [locating, setLocating] = useState<'asking' | 'denied' | 'failed' | null>(null)
  const locate = () => {
    if (!('geolocation' in navigator)) return setLocating('failed')
    setLocating('asking')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onChoose([coords.longitude, coords.latitude], t('near.yourPlace')),
      ({ code, PERMISSION_DENIED }) =>
        setLocating(code === PERMISSION_DENIED ? 'denied' : 'failed'),
      { maximumAge: 300_000, timeout: 20_000 },
    )
  }
  return (
    <div className={styles.choose}>
      <p>{t('near.help')}</p>
      <div>
        <Button kind="primary" onClick={locate} aria-describedby="near-private">
          <LocateFixed size={18} aria-hidden /> {t('near.locate')}
        </Button>
        <p id="near-private" className={styles.quiet}>
          {t('near.private')}
        </p>
        <p role="status">{locating && t(`near.locating.${locating}`)}</p>
      </div>
      <PlaceSearch
        label={t('near.placeLabel')}
        text={text}
        onText={setText}
        onChoose={({ place, name }) => onChoose(place, name)}
        offersTowns
        hasFocus
      />
    </div>
  )
}

interface AroundProps {
  readonly near: NearAsked
  /** Set where it stands in the place of what had the focus. */
  readonly takesFocus: boolean
  readonly onChange: () => void
}

/** What is asked of the place, and what has come of it. */
function Around({ near, takesFocus, onChange }: AroundProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const data = useData()
  const catalog = useAtlas((state) => state.catalog)
  const { value: loaded, problem, retry } = useSubjects()
  const groups = useMemo(
    () => (loaded ? toNearGroups(loaded.subjects, catalog) : []),
    [loaded, catalog],
  )
  const choice = useMemo(() => toNearChoice(groups, near.about), [groups, near.about])
  const layers = useMemo(() => choice.groups.flatMap((group) => group.layers), [choice])
  const state = useNear(data, near, layers)
  const position = formatLonLat(near.place, 1000, language)
  useOnMap(near, layers, state.answers)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])
  return (
    <div className={styles.around}>
      <div className={styles.place}>
        <h3 ref={heading} tabIndex={-1}>
          {near.name ?? position}
        </h3>
        <Button size="small" onClick={onChange}>
          {t('near.change')}
        </Button>
        {near.name !== null && <p className={styles.quiet}>{position}</p>}
        {!isOnSheet(...near.place) && <p>{t('places.offMap')}</p>}
      </div>
      <div className={styles.radius}>
        <span aria-hidden="true">{t('near.radius')}</span>
        <Segmented
          label={t('near.radius')}
          value={String(near.radiusKilometers)}
          options={NEAR_RADII.map((radius) => ({
            value: String(radius),
            label: formatNumber(radius, language, { style: 'unit', unit: 'kilometer' }),
          }))}
          onChange={(value) => {
            const radiusKilometers = NEAR_RADII.find((radius) => String(radius) === value)!
            useAtlas.setState({ near: { ...near, radiusKilometers } })
          }}
        />
      </div>
      {problem ? (
        <Failed what={t('near.failed')} problem={problem} onRetry={retry} />
      ) : (
        <>
          <AboutField
            groups={groups}
            about={near.about}
            onChange={(about) => useAtlas.setState({ near: { ...near, about } })}
          />
          <NearList near={near} choice={choice} state={state} />
        </>
      )}
    </div>
  )
}

/** Of which subject, or which choice within it. */
function AboutField({
  groups,
  about,
  onChange,
}: {
  readonly groups: readonly NearGroup[]
  readonly about: string | null
  readonly onChange: (about: string | null) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Field label={t('near.about')}>
      {(control) => (
        <select
          {...control}
          value={about ?? ''}
          onChange={({ target }) => onChange(target.value || null)}
        >
          <option value="">{t('near.all')}</option>
          {groups.map(({ id, title }) => (
            <option key={id} value={id}>
              {title ? textIn(title, language) : t(`near.group.${id}`)}
            </option>
          ))}
          {groups.map(
            ({ id, narrow }) =>
              narrow && (
                <optgroup key={id} label={textIn(narrow.title, language)}>
                  {narrow.choices
                    .map((choice) => ({ id: choice.id, name: textIn(choice.title, language) }))
                    .toSorted((a, b) => a.name.localeCompare(b.name, language))
                    .map((choice) => (
                      <option key={choice.id} value={`${id}.${choice.id}`}>
                        {choice.name}
                      </option>
                    ))}
                </optgroup>
              ),
          )}
        </select>
      )}
    </Field>
  )
}

/** Shows the circle that is asked of, and what is in it of layers that the map does not draw. */
function useOnMap(
  { place: [lon, lat], radiusKilometers }: NearAsked,
  layers: ReturnType<typeof toNearChoice>['groups'][number]['layers'],
  answers: ReturnType<typeof useNear>['answers'],
): void {
  const map = useAtlas((state) => state.map)
  const shown = useAtlas((state) => state.layers)
  const radiusMeters = radiusKilometers * 1000
  useEffect(() => {
    map?.fitBbox(growBbox([lon, lat, lon, lat], radiusMeters))
  }, [map, lon, lat, radiusMeters])
  useEffect(() => {
    if (!map) return
    const drawn = new Set(shown.flatMap(({ id, visible }) => (visible ? [id] : [])))
    const points = layers.flatMap(({ entry }) =>
      drawn.has(entry.id) ? [] : (answers.get(entry.id)?.features ?? []),
    )
    map.setHighlight(HIGHLIGHT, {
      geometries: [
        { type: 'LineString', coordinates: toCircle([lon, lat], radiusMeters) },
        ...points.map(({ bbox: [west, south] }) => ({
          type: 'Point' as const,
          coordinates: [west, south],
        })),
      ],
    })
  }, [map, lon, lat, radiusMeters, layers, answers, shown])
  useEffect(() => () => map?.setHighlight(HIGHLIGHT, null), [map])
}
