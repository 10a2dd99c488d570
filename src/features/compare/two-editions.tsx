import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  EDITION_LIST_FILE,
  type EditionList,
  editionListSchema,
  toEditionFolder,
  toEditionPath,
} from '../../catalog/downloads.ts'
import { formatDay } from '../../i18n/format.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Problem, toProblem } from '../../model/problem.ts'
import { handOver } from '../../shell/hand-over.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useLoaded } from '../../shell/use-loaded.ts'
import { fetchJson } from '../../sources/fetch-json.ts'
import { statusProblem } from '../../sources/http-problems.ts'
import { fetchPatiently, readBytes } from '../../sources/patient-fetch.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { textIn } from '../../words/text-in.ts'
import styles from './compare.module.css'
import { type OtherEdition, otherEditions } from './other-editions.ts'

/** Of what has been pressed: under way, not there on this copy of the site, or what went wrong. */
type Stage =
  | { readonly kind: 'idle' | 'fetching' }
  | { readonly kind: 'not-kept'; readonly of: OtherEdition }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** Another edition of a layer on the map that the page speaks of; nothing where no layer of it has another. */
export function TwoEditions() {
  const { t } = useTranslation()
  const language = useLanguage()
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  const side = useAtlas(({ comparison }) => comparison?.side ?? 'a')
  const { value: list } = useLoaded(loadEditions, EDITION_LIST_FILE)
  const [chosen, setChosen] = useState<string | null>(null)
  const [stage, setStage] = useState<Stage>({ kind: 'idle' })
  const choices = list ? otherEditions(layers, catalog, list) : []
  const fetching = useRef<AbortController | null>(null)
  useEffect(() => () => fetching.current?.abort(), [])
  const toKey = ({ entry, edition }: OtherEdition) => `${entry.id} ${edition}`
  const choice = choices.find((one) => toKey(one) === chosen) ?? choices[0]
  if (!choice) return null
  const toName = ({ entry, edition }: OtherEdition) =>
    t('compare.editionOf', {
      layer: textIn(entry.title, language),
      day: formatDay(new Date(`${edition}T12:00:00`), language),
    })
  const stop = () => {
    fetching.current?.abort()
    setStage({ kind: 'idle' })
  }
  const show = async () => {
    const controller = new AbortController()
    const { signal } = controller
    fetching.current = controller
    setStage({ kind: 'fetching' })
    try {
      const file = await fetchEdition(choice, signal)
      if (signal.aborted) return
      setStage(file ? { kind: 'idle' } : { kind: 'not-kept', of: choice })
      if (file) handOverEdition(file, choice, toName(choice))
    } catch (error) {
      if (!signal.aborted) setStage({ kind: 'failed', problem: toProblem(error) })
    }
  }
  return (
    <>
      <h3>{t('compare.editions')}</h3>
      <Field label={t('compare.edition')}>
        {(control) => (
          <select
            {...control}
            value={toKey(choice)}
            onChange={({ target }) => {
              setChosen(target.value)
              stop()
            }}
          >
            {choices.map((one) => (
              <option key={toKey(one)} value={toKey(one)}>
                {toName(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p className={styles.note}>{t(`compare.editionHelp.${side}`)}</p>
      <Button onClick={stage.kind === 'fetching' ? stop : () => void show()}>
        {stage.kind === 'fetching' ? t('compare.cancel') : t(`compare.showEdition.${side}`)}
      </Button>
      <p role="status">
        {stage.kind === 'fetching' && t('compare.fetchingEdition')}
        {stage.kind === 'not-kept' && (
          <>
            {t('compare.editionNotKept')}{' '}
            <a href={toEditionPath(stage.of.entry.id, stage.of.edition, language)}>
              {t('compare.editionPage')}
            </a>
          </>
        )}
      </p>
      {stage.kind === 'failed' && <p role="alert">{toSentence(stage.problem, language)}</p>}
    </>
  )
}

/** Every edition that there ever was; none on a copy of the site that has no list of them. */
async function loadEditions(file: string): Promise<EditionList> {
  const parsed = editionListSchema.safeParse(await fetchJson(new URL(file, layersUrl()).href))
  return parsed.success ? parsed.data : { layers: [] }
}

/** The ready-made GeoJSON of an edition; `null` where this copy of the site does not keep it. */
async function fetchEdition(
  { entry: { id }, edition }: OtherEdition,
  signal: AbortSignal,
): Promise<File | null> {
  const name = `${id}.geojson`
  const url = new URL(toEditionFolder(id, edition) + name, document.baseURI).href
  const response = await fetchPatiently(url, { signal })
  // Hosts that give their own page for what is not there say with its type that it is a page.
  const isPage = /html/.test(response.headers.get('content-type') ?? '')
  if (response.status === 404 || response.status === 410 || isPage) return null
  if (!response.ok) throw statusProblem(url, response.status)
  return new File([await readBytes(response)], name, { type: 'application/geo+json' })
}

/** Hands an edition to the import, drawn as the layer on the map, which is hidden once it is added. */
function handOverEdition(file: File, { entry }: OtherEdition, title: string): void {
  const { id, symbology } = entry
  const view: LayerView | undefined = useAtlas.getState().layers.find((layer) => layer.id === id)
  const look = { title, symbology, view: view && { ...view, visible: true }, replaces: id }
  handOver([file], new Map([[file.name, look]]))
}
