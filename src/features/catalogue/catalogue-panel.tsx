import { Check, ExternalLink as ExternalLinkIcon, Plus } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Download } from '../../catalog/downloads.ts'
import { FACETS, type Facet, type Filters } from '../../catalog/facets.ts'
import type { CatalogEntry, ProjectEntry } from '../../catalog/language-catalog.ts'
import { toLayerPath, toPicturePath, toProjectPath } from '../../catalog/metadata/site.ts'
import { hasPictures, PICTURE_SIZES, type Pictured } from '../../catalog/pictures.ts'
import { type CatalogResult, SORTS, type Sort, type Suggestion } from '../../catalog/search.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Language } from '../../model/schema.ts'
import { Failed } from '../../shell/failed.tsx'
import type { PanelProps } from '../../shell/feature.ts'
import { type LoadedCatalogue, useCatalogue } from '../../shell/load-catalogue.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ExternalLink } from '../../ui/external-link.tsx'
import { Field } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { isRoomy } from '../../ui/screen.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './catalogue-panel.module.css'
import { ReadyDetails, ReadyFile, ReadyFiles } from './ready-files.tsx'
import { useDownloads } from './use-downloads.ts'

/** The catalogue over the map: search as you type, facets, and the layers found. */
export function CataloguePanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const state = useCatalogue(language)
  return (
    <Panel
      id="catalogue"
      title={t('catalogue.title')}
      closeLabel={t('catalogue.close')}
      onClose={close}
      size="wide"
    >
      {state.kind === 'loading' && <p className={styles.message}>{t('catalogue.loading')}</p>}
      {state.kind === 'failed' && (
        <div className={styles.message}>
          <Failed what={t('catalogue.failed')} problem={state.problem} onRetry={state.retry} />
        </div>
      )}
      {state.kind === 'loaded' && <Finder loaded={state} language={language} />}
    </Panel>
  )
}

/** As many entries as are drawn at once, so that typing stays quick however large the catalogue. */
const PAGE_ENTRIES = 60

/** At first the catalogue lists what the map can show. */
const ONLY_SHOWN: Filters = { state: ['bundled'] }

function Finder({
  loaded,
  language,
}: {
  readonly loaded: LoadedCatalogue
  readonly language: Language
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [filters, setFilters] = useState<Filters>(ONLY_SHOWN)
  const [sort, setSort] = useState<Sort>('relevance')
  const search = useRef<HTMLInputElement>(null)
  const ready = useDownloads()
  const downloadsOf = useMemo(
    () => new Map(ready.layers.map(({ id, downloads }) => [id, downloads])),
    [ready],
  )

  // Once it is loaded, for who has not gone on elsewhere meanwhile.
  useEffect(() => {
    if (document.activeElement?.id === 'catalogue-title') search.current?.focus()
  }, [])

  const deferredText = useDeferredValue(text)
  const result = useMemo(
    () => loaded.search.search({ text: deferredText, filters, sort }),
    [loaded, deferredText, filters, sort],
  )
  // A new search begins at its first page again.
  const [more, setMore] = useState<{ result: CatalogResult; pages: number }>()
  const shown = PAGE_ENTRIES * (more?.result === result ? more.pages : 1)
  const isOnlyShown = filters.state?.length === 1 && filters.state[0] === 'bundled'
  // What the box above the list says need not be said again.
  const filterCount = Object.values(filters).flat().length - (isOnlyShown ? 1 : 0)
  const others = result.facets.state
    .filter(({ value }) => value !== 'bundled')
    .reduce((sum, { count }) => sum + count, 0)
  const titlesOf: Partial<Record<Facet, ReadonlyMap<string, string>>> = useMemo(
    () => ({
      project: new Map(
        loaded.catalog.projects.map(({ no, title }) => [
          no,
          t('app.labelled', { label: no, value: title }),
        ]),
      ),
    }),
    [loaded, t],
  )

  return (
    <>
      <div className={styles.query}>
        <Field label={t('catalogue.search')} isLabelHidden className={styles.search}>
          {(control) => (
            <input
              {...control}
              ref={search}
              type="search"
              placeholder={t('catalogue.placeholder')}
              value={text}
              maxLength={200}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div className={styles.line}>
          <p role="status">{t('catalogue.results', { count: result.layers.length })}</p>
          <Field label={t('catalogue.sort')} isInline className={styles.sort}>
            {(control) => (
              <select
                {...control}
                value={sort}
                onChange={(event) => setSort(event.target.value as Sort)}
              >
                {SORTS.map((value) => (
                  <option key={value} value={value}>
                    {t(
                      `catalogue.sortBy.${value === 'relevance' && text.trim() === '' ? 'usual' : value}`,
                    )}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Choice
          type="checkbox"
          checked={isOnlyShown}
          onChange={({ target }) => {
            const { state: _, ...rest } = filters
            setFilters(target.checked ? { ...rest, ...ONLY_SHOWN } : rest)
          }}
          help={isOnlyShown && others > 0 ? t('catalogue.others', { count: others }) : undefined}
        >
          {t('catalogue.onlyShown')}
        </Choice>
      </div>
      <div className={styles.columns}>
        <details className={styles.facets} open={isRoomy()}>
          <summary>
            {t('catalogue.filters')}
            {filterCount > 0 && ` (${filterCount})`}
          </summary>
          {filterCount > 0 && (
            <Button size="small" onClick={() => setFilters(isOnlyShown ? ONLY_SHOWN : {})}>
              {t('catalogue.clearFilters')}
            </Button>
          )}
          {FACETS.map((facet) => (
            <FacetChoices
              key={facet}
              facet={facet}
              result={result}
              chosen={filters[facet] ?? []}
              titles={titlesOf[facet]}
              onChange={(values) => setFilters({ ...filters, [facet]: values })}
              language={language}
            />
          ))}
        </details>
        <div className={styles.results}>
          {result.projects.length > 0 && (
            <Projects projects={result.projects.slice(0, 3)} language={language} />
          )}
          {result.layers.length === 0 && (
            <Nothing
              suggestions={result.suggestions}
              onText={setText}
              onWithoutFilters={() => setFilters({})}
              onEverything={() => {
                setText('')
                setFilters({})
              }}
            />
          )}
          <ul className={styles.list}>
            {result.layers.slice(0, shown).map((entry) => (
              <EntryCard
                key={entry.id}
                entry={entry}
                language={language}
                downloads={downloadsOf.get(entry.id)}
              />
            ))}
          </ul>
          {ready.archive && (
            <div className={styles.more}>
              <ReadyDetails label={t('catalogue.allFiles')}>
                <ReadyFile name="GeoPackage (zip)" {...ready.archive} />
              </ReadyDetails>
            </div>
          )}
          {result.layers.length > shown && (
            <p className={styles.more}>
              <Button
                size="small"
                onClick={() => setMore({ result, pages: shown / PAGE_ENTRIES + 1 })}
              >
                {t('catalogue.more', {
                  count: Math.min(PAGE_ENTRIES, result.layers.length - shown),
                })}
              </Button>
            </p>
          )}
        </div>
      </div>
    </>
  )
}

/** The vocabulary of the values of a facet; of others the values are what readers know. */
const VOCABULARIES = { group: 'group', state: 'state', country: 'country', shape: 'shape' } as const

function FacetChoices({
  facet,
  result,
  chosen,
  titles,
  onChange,
  language,
}: {
  readonly facet: Facet
  readonly result: CatalogResult
  readonly chosen: readonly string[]
  /** What the values are called that the vocabulary does not have. */
  readonly titles: ReadonlyMap<string, string> | undefined
  readonly onChange: (values: readonly string[]) => void
  readonly language: Language
}) {
  const { t } = useTranslation()
  const counts = result.facets[facet]
  if (counts.length === 0) return null
  const vocabulary = wordsOf('vocabulary', language)
  const words: Readonly<Record<string, string>> =
    facet in VOCABULARIES ? vocabulary[facet as keyof typeof VOCABULARIES] : {}
  const titleOf = (value: string) => titles?.get(value) ?? words[value] ?? value
  return (
    <fieldset className={styles.facet}>
      <legend>{t(`catalogue.facet.${facet}`)}</legend>
      <div className={styles.choices}>
        {counts.map(({ value, count }) => (
          <Choice
            key={value}
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(
                target.checked ? [...chosen, value] : chosen.filter((other) => other !== value),
              )
            }
            aside={<span className={styles.count}>{count}</span>}
          >
            {titleOf(value)}
          </Choice>
        ))}
      </div>
    </fieldset>
  )
}

function Projects({
  projects,
  language,
}: {
  readonly projects: readonly ProjectEntry[]
  readonly language: Language
}) {
  const { t } = useTranslation()
  return (
    <section className={styles.projects} aria-label={t('catalogue.projects')}>
      {projects.map((project) => (
        <a key={project.no} href={toProjectPath(project.no, language)}>
          <strong>{t('catalogue.project', { no: project.no })}</strong> {project.title}
        </a>
      ))}
    </section>
  )
}

const SUGGESTION_TEXTS = {
  spelling: 'catalogue.spelling',
  'any-word': 'catalogue.anyWord',
  'without-filters': 'catalogue.withoutFilters',
  everything: 'catalogue.everything',
} as const satisfies Readonly<Record<Suggestion['kind'], string>>

function Nothing({
  suggestions,
  onText,
  onWithoutFilters,
  onEverything,
}: {
  readonly suggestions: readonly Suggestion[]
  readonly onText: (text: string) => void
  readonly onWithoutFilters: () => void
  readonly onEverything: () => void
}) {
  const { t } = useTranslation()
  const take = (suggestion: Suggestion) => {
    if (suggestion.kind === 'without-filters') onWithoutFilters()
    else if (suggestion.kind === 'everything') onEverything()
    else onText(suggestion.text)
  }
  return (
    <div className={styles.nothing}>
      <p>{t('catalogue.nothing')}</p>
      {suggestions.map((suggestion) => (
        <Button key={suggestion.kind} size="small" onClick={() => take(suggestion)}>
          {t(SUGGESTION_TEXTS[suggestion.kind], { ...suggestion })}
        </Button>
      ))}
    </div>
  )
}

function EntryCard({
  entry,
  language,
  downloads,
}: {
  readonly entry: CatalogEntry
  readonly language: Language
  /** The ready-made files of the layer, where this copy of the site has them. */
  readonly downloads: readonly Download[] | undefined
}) {
  const { t } = useTranslation()
  const isOnMap = useAtlas((state) =>
    state.layers.some(({ id, visible }) => id === entry.id && visible),
  )
  const layer = useAtlas((state) => state.catalog.get(entry.id))
  const { addLayer } = useAtlas.getState()
  const hasData = (layer?.files.length ?? 0) > 0
  const absence = t(entry.state === 'planned' ? 'catalogue.noData' : 'layers.notBundled')
  return (
    <li className={styles.entry}>
      <Thumbnail layer={layer} language={language} absence={absence} />
      <div className={styles.body}>
        <h3>
          <a href={toLayerPath(entry.id, language)}>{entry.title}</a>
        </h3>
        <p className={styles.tags}>
          <span
            data-state={entry.state}
            title={wordsOf('vocabulary', language).stateDescription[entry.state]}
          >
            {wordsOf('vocabulary', language).state[entry.state]}
          </span>
          {entry.badge && (
            <span data-badge>{wordsOf('vocabulary', language).badge[entry.badge]}</span>
          )}
          <span>{wordsOf('vocabulary', language).group[entry.group]}</span>
          {entry.years.length > 0 && <span>{entry.years.toReversed().slice(0, 3).join(', ')}</span>}
        </p>
        <p className={styles.abstract}>{entry.abstract}</p>
        {!hasData && <Absence entry={entry} />}
        {downloads && <ReadyFiles title={entry.title} downloads={downloads} />}
      </div>
      {hasData && (
        <Button
          className={styles.add}
          kind={isOnMap ? 'secondary' : 'primary'}
          size="small"
          disabled={isOnMap}
          aria-label={t(isOnMap ? 'catalogue.addedLayer' : 'catalogue.addLayer', {
            layer: entry.title,
          })}
          onClick={() => addLayer(entry.id)}
        >
          {isOnMap ? <Check size={16} aria-hidden /> : <Plus size={16} aria-hidden />}
          {t(isOnMap ? 'catalogue.added' : 'catalogue.add')}
        </Button>
      )}
    </li>
  )
}

/** The layer in small; where there is nothing to see, why. */
function Thumbnail({
  layer,
  language,
  absence,
}: {
  readonly layer: Pictured | undefined
  readonly language: Language
  readonly absence: string
}) {
  // A copy of the site that is served from its sources has no pictures.
  const [failed, setFailed] = useState(false)
  if (!layer || !hasPictures(layer)) {
    return (
      <span className={styles.thumbnail} data-empty>
        {absence}
      </span>
    )
  }
  return (
    <span className={styles.thumbnail}>
      {!failed && (
        <img
          src={toPicturePath(layer, 'thumbnail', language)}
          alt=""
          width={PICTURE_SIZES.thumbnail.width}
          height={PICTURE_SIZES.thumbnail.height}
          loading="lazy"
          onError={() => setFailed(true)}
        />
      )}
    </span>
  )
}

/** Where the CEC offers a layer whose data do not come with the Atlas. */
function Absence({ entry }: { readonly entry: CatalogEntry }) {
  const { t } = useTranslation()
  const address = entry.addresses.find(({ role }) => role === 'page') ?? entry.addresses[0]
  if (!address) return null
  return (
    <p className={styles.absence}>
      <ExternalLink href={address.url}>
        {t('catalogue.publisher')}
        <span className="visually-hidden">: {entry.title}</span>
        <ExternalLinkIcon size={13} aria-hidden />
      </ExternalLink>
    </p>
  )
}
