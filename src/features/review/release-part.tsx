import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogLayer } from '../../catalog/schema.ts'
import type { Symbology } from '../../catalog/symbology.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { ReviewState } from '../../reviewing/protocol.ts'
import { checkDescription } from '../../reviewing/release/describe.ts'
import { saveText } from '../../shell/save-file.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { toProblem } from '../../workers/review-client.ts'
import { DescriptionForm, useNameOf } from './description-form.tsx'
import { type DraftTree, startDraft } from './draft.ts'
import { Making, PackageCard } from './package-card.tsx'
import styles from './review-panel.module.css'
import { makeRelease, reviewClient, themesOf, useReview } from './session.ts'
import { SymbologyEditor } from './symbology-editor.tsx'

const { setState } = useReview

/** The layer as it is to be released: what is said of it, how it is drawn, and its package. */
export function ReleasePart({
  state,
  errors,
}: {
  readonly state: ReviewState
  readonly errors: number
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { draft, package: made, making, problem } = useReview()
  const theme = themesOf().find(({ id }) => id === state.theme)
  useEffect(() => {
    if (draft) return
    let isWanted = true
    void begin(state, theme).then((begun) => {
      if (isWanted) setState({ draft: begun })
    })
    return () => {
      isWanted = false
    }
  }, [draft, state, theme])
  const nameOf = useNameOf(draft ?? {})
  const checked = useMemo(() => (draft ? checkDescription(draft) : null), [draft])
  if (!draft || !checked) return <p role="status">{t('review.reading')}</p>
  if (made) return <PackageCard held={made} onBack={() => setState({ package: null })} />
  const faults = checked.ok ? [] : checked.faults
  const missing = [...new Set(faults.map(({ field }) => nameOf(field)))]
  return (
    <form
      data-review="release"
      onSubmit={(event) => {
        event.preventDefault()
        void makeRelease()
      }}
    >
      <p>{t('review.release.lead')}</p>
      <DescriptionForm
        draft={draft}
        faults={faults}
        onChange={(changed) => setState({ draft: changed })}
      />
      <Symbols draft={draft} state={state} />
      <Embargo />
      <div>
        {faults.length > 0 && (
          <>
            <p role="status">{t('review.release.missing', { count: missing.length })}</p>
            <ul>
              {missing.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </>
        )}
        {errors > 0 && <p>{t('review.notReady', { count: errors })}</p>}
      </div>
      {problem && (
        <p role="alert" className={styles.problem}>
          {toSentence(problem, language)}
        </p>
      )}
      {making ? (
        <Making progress={making} />
      ) : (
        <p className={styles.buttons}>
          <Button type="submit" kind="primary" disabled={faults.length > 0 || errors > 0}>
            {t('review.release.make')}
          </Button>
          <Button
            onClick={() =>
              saveText(
                `${JSON.stringify(draft, null, 1)}\n`,
                'description.json',
                'application/json',
              )
            }
          >
            {t('review.release.saveDescription')}
          </Button>
        </p>
      )}
    </form>
  )
}

/** The draft to begin with, with a look that is taken from the data where the layer has none. */
async function begin(state: ReviewState, theme: CatalogLayer | undefined): Promise<DraftTree> {
  const draft = await startDraft(theme, state)
  if (draft.symbology) return draft
  const symbology = await reviewClient()?.call('suggest', { field: null })
  return { ...draft, symbology }
}

function Symbols({ draft, state }: { readonly draft: DraftTree; readonly state: ReviewState }) {
  // While labels are typed one of them may be empty; what is drawn is a symbology all the same.
  const shown = draft.symbology as Symbology | undefined
  const { notify } = useAtlas.getState()
  if (!shown) return null
  return (
    <SymbologyEditor
      symbology={shown}
      geometryType={state.geometryType === 'GeometryCollection' ? 'Unknown' : state.geometryType}
      fields={state.releaseFields}
      onSuggest={async (field) => {
        try {
          const suggested = await reviewClient()?.call('suggest', { field })
          if (!suggested) return
          setState({ draft: { ...draft, symbology: suggested } })
          const isByField = suggested.kind !== 'simple'
          if (field !== null && !isByField) notify('review.release.notByField', { field })
        } catch (error) {
          setState({ problem: toProblem(error) })
        }
      }}
      onChange={(changed) => setState({ draft: { ...draft, symbology: changed } })}
    />
  )
}

function Embargo() {
  const { t } = useTranslation()
  const embargo = useReview((state) => state.embargo)
  return (
    <Field label={t('review.release.embargo')} help={t('review.release.embargoHelp')}>
      {(control) => (
        <input
          {...control}
          type="date"
          value={embargo ?? ''}
          onChange={({ target }) => setState({ embargo: target.value || null })}
        />
      )}
    </Field>
  )
}
