import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EDITION_LIST_FILE, toEditionPath } from '../../catalog/downloads.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Problem, toProblem } from '../../model/problem.ts'
import { handOver } from '../../shell/hand-over.ts'
import { useLoaded } from '../../shell/use-loaded.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { formatIsoDay } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './compare.module.css'
import { fetchEdition, loadEditions } from './editions.ts'
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
      day: formatIsoDay(edition, language),
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
      const file = await fetchEdition(choice.entry.id, choice.edition, signal)
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

/** Hands an edition to the import, drawn as the layer on the map, which is hidden once it is added. */
function handOverEdition(file: File, { entry, edition }: OtherEdition, title: string): void {
  const { id, symbology } = entry
  const view: LayerView | undefined = useAtlas.getState().layers.find((layer) => layer.id === id)
  const look = {
    title,
    symbology,
    view: view && { ...view, visible: true },
    replaces: id,
    editionOf: { layer: id, edition },
  }
  handOver([file], new Map([[file.name, look]]))
}
