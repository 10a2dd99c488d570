import { Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogFault } from '../../catalog/parse-catalog.ts'
import type { Project } from '../../catalog/project.ts'
import { RELATIONS } from '../../catalog/vocabulary.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import { type DraftTree, type Path, valueAt, withValue } from './draft.ts'
import { faultAt, InThree } from './in-three.tsx'
import { fetchProjects } from './layer-page.ts'
import styles from './release-part.module.css'

interface ListsProps {
  readonly draft: DraftTree
  readonly faults: readonly CatalogFault[]
  readonly onChange: (draft: DraftTree) => void
}

/** What a description has several of: editions, what must not be compared, projects. */
export function FormLists({ draft, faults, onChange }: ListsProps) {
  const put = (path: Path, value: unknown) => onChange(withValue(draft, path, value) as DraftTree)
  const rest = { draft, faults, put }
  return (
    <>
      <Editions {...rest} />
      <Comparability {...rest} />
      <Projects {...rest} />
    </>
  )
}

interface ListProps {
  readonly draft: DraftTree
  readonly faults: readonly CatalogFault[]
  /** Puts a value at a place of the draft; `undefined` takes it out. */
  readonly put: (path: Path, value: unknown) => void
}

interface FrameProps extends Omit<ListProps, 'draft'> {
  readonly list: 'editions' | 'comparability' | 'projects'
  readonly items: readonly unknown[]
  /** What is added. */
  readonly fresh: unknown
  readonly children: (nth: number) => ReactNode
}

/** A list of which each item can be taken out, and to which one can be added at its end. */
function ListFrame({ list, items, fresh, put, faults, children }: FrameProps) {
  const { t } = useTranslation()
  const isWrong = faults.some(({ field }) => field === list)
  return (
    <fieldset className={styles.section} data-list={list}>
      <legend>{t(`review.release.list.${list}.title`)}</legend>
      {items.map((_, nth) => (
        // Items have no names of their own, and are only taken out or added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={nth} className={styles.item}>
          {children(nth)}
          <IconButton
            label={t(`review.release.list.${list}.remove`, { number: nth + 1 })}
            onClick={() => put([list, nth], undefined)}
          >
            <Trash2 size={17} aria-hidden />
          </IconButton>
        </div>
      ))}
      {isWrong && <p className={styles.wrong}>{t('review.release.wrong')}</p>}
      <div>
        <Button size="small" onClick={() => put([list, items.length], fresh)}>
          <Plus size={16} aria-hidden /> {t(`review.release.list.${list}.add`)}
        </Button>
      </div>
    </fieldset>
  )
}

const listAt = (draft: DraftTree, list: string): readonly unknown[] => {
  const value = valueAt(draft, [list])
  return Array.isArray(value) ? value : []
}

/** The newest first; what is known of one beside its name and years stays. */
function Editions({ draft, faults, put }: ListProps) {
  const { t } = useTranslation()
  const editions = listAt(draft, 'editions')
  return (
    <ListFrame list="editions" items={editions} fresh={{ name: '' }} put={put} faults={faults}>
      {(nth) => (
        <>
          <Field
            label={t('review.release.list.editions.name')}
            error={faultAt(faults, ['editions', nth, 'name']) && t('review.release.wrong')}
          >
            {(control) => (
              <input
                {...control}
                value={String(valueAt(editions[nth], ['name']) ?? '')}
                onChange={({ target }) => put(['editions', nth, 'name'], target.value)}
              />
            )}
          </Field>
          {(['year', 'yearTo', 'published'] as const).map((key) => (
            <Field
              key={key}
              label={t(`review.release.list.editions.${key}`)}
              error={faultAt(faults, ['editions', nth, key]) && t('review.release.wrong')}
            >
              {(control) => (
                <input
                  {...control}
                  type="number"
                  value={String(valueAt(editions[nth], [key]) ?? '')}
                  onChange={({ target }) =>
                    put(
                      ['editions', nth, key],
                      target.value === '' ? undefined : target.valueAsNumber,
                    )
                  }
                />
              )}
            </Field>
          ))}
        </>
      )}
    </ListFrame>
  )
}

function Comparability({ draft, faults, put }: ListProps) {
  const { t } = useTranslation()
  const notes = listAt(draft, 'comparability')
  return (
    <ListFrame
      list="comparability"
      items={notes}
      fresh={{ en: '', fr: '', es: '' }}
      put={put}
      faults={faults}
    >
      {(nth) => (
        <InThree
          label={t('review.release.list.comparability.item', { number: nth + 1 })}
          value={notes[nth]}
          path={['comparability', nth]}
          faults={faults}
          isLong
          onChange={(text) => put(['comparability', nth], text)}
        />
      )}
    </ListFrame>
  )
}

function Projects({ draft, faults, put }: ListProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [known, setKnown] = useState<readonly Project[]>([])
  useEffect(() => void fetchProjects().then(setKnown), [])
  const relations = wordsOf('vocabulary', language).relation
  const projects = listAt(draft, 'projects')
  return (
    <ListFrame
      list="projects"
      items={projects}
      fresh={{ no: known[0]?.no ?? '', relation: RELATIONS[0] }}
      put={put}
      faults={faults}
    >
      {(nth) => {
        const no = String(valueAt(projects[nth], ['no']) ?? '')
        return (
          <>
            <Field
              label={t('review.release.list.projects.no')}
              error={faultAt(faults, ['projects', nth, 'no']) && t('review.release.wrong')}
            >
              {(control) => (
                <select
                  {...control}
                  value={no}
                  onChange={({ target }) => put(['projects', nth, 'no'], target.value)}
                >
                  {!known.some((project) => project.no === no) && <option value={no}>{no}</option>}
                  {known.map((project) => (
                    <option key={project.no} value={project.no}>
                      {project.no} · {textIn(project.title, language)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t('review.release.list.projects.relation')}>
              {(control) => (
                <select
                  {...control}
                  value={String(valueAt(projects[nth], ['relation']) ?? '')}
                  onChange={({ target }) => put(['projects', nth, 'relation'], target.value)}
                >
                  {RELATIONS.map((relation) => (
                    <option key={relation} value={relation}>
                      {relations[relation]}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </>
        )
      }}
    </ListFrame>
  )
}
