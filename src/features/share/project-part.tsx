import { FolderOpen, Save } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toBase64 } from '../../formats/bytes/base64.ts'
import { toFileStem } from '../../formats/contract/file-stem.ts'
import { listNames } from '../../i18n/list-names.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { handOver } from '../../shell/hand-over.ts'
import { saveText } from '../../shell/save-file.ts'
import { tell } from '../../shell/tell.ts'
import { readStoredFile } from '../../sources/device-files.ts'
import { withPanel } from '../../state/panels.ts'
import {
  isDamagedProject,
  MOST_PROJECT_BYTES,
  PROJECT_ENDING,
  type Project,
  type ProjectImport,
  parseProject,
  writeProject,
} from '../../state/project-file.ts'
import { deviceLayersOnMap, useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import form from '../../ui/form.module.css'
import { formatSize } from '../../words/format-size.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './share-panel.module.css'

/** More data of the reader's own layers are named alone: a project is to be sent by mail. */
const MOST_INCLUDED_BYTES = 50 * 1024 * 1024

const SHARE = { id: 'share', subject: null }

type Outcome =
  | { readonly kind: 'saved' | 'not-saved' | 'not-project' | 'damaged' | 'unread' | 'too-large' }
  | {
      readonly kind: 'opened'
      readonly project: Project
      readonly missing: readonly ProjectImport[]
      /** Those that came with their data, but without the images of their files. */
      readonly imageless: readonly ProjectImport[]
    }

/** What is seen as a file: to keep, to send, and to open again. */
export function ProjectPart() {
  const { t } = useTranslation()
  const language = useLanguage()
  const layers = useAtlas((state) => state.layers)
  const comparison = useAtlas((state) => state.comparison)
  const catalog = useAtlas((state) => state.catalog)
  const [isWhole, setWhole] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const own = deviceLayersOnMap({ layers, comparison, catalog })
  const ownBytes = own.reduce((sum, { files }) => sum + files[0]!.bytes, 0)
  const withImages = own.filter(
    ({ overlays = [], screenOverlays = [] }) => overlays.length + screenOverlays.length > 0,
  )
  const mayInclude = own.length > 0 && ownBytes <= MOST_INCLUDED_BYTES

  const save = async () => {
    try {
      const included = isWhole && mayInclude ? own : []
      const data = await Promise.all(
        included.map(async ({ id, files }) => {
          const blob = await readStoredFile(files[0]!.path)
          return [id, toBase64(new Uint8Array(await blob.arrayBuffer()))] as const
        }),
      )
      const text = writeProject(useAtlas.getState(), { date: new Date(), dataOf: new Map(data) })
      const day = new Date().toISOString().slice(0, 10)
      saveText(text, `atlas-${day}${PROJECT_ENDING}`, 'application/json')
      setOutcome({ kind: 'saved' })
    } catch (error) {
      console.error(error)
      setOutcome({ kind: 'not-saved' })
    }
  }

  return (
    <div className={form.fields}>
      <p className={form.note}>{t('share.projectLead')}</p>
      {mayInclude && (
        <Choice
          type="checkbox"
          checked={isWhole}
          onChange={({ target }) => setWhole(target.checked)}
          help={t('share.includeHelp')}
        >
          {t('share.include', {
            layers: own.map(({ title }) => textIn(title, language)).join(', '),
            bytes: formatSize(ownBytes, language),
          })}
        </Choice>
      )}
      {own.length > 0 && !mayInclude && (
        <p className={form.note}>
          {t('share.includeTooLarge', { limit: formatSize(MOST_INCLUDED_BYTES, language) })}
        </p>
      )}
      {withImages.length > 0 && (
        <p className={form.note}>
          {t('share.imagesLeft', {
            layers: listNames(withImages.map(({ title }) => textIn(title, language))),
          })}
        </p>
      )}
      <p className={form.buttons}>
        <Button kind="primary" onClick={() => void save()}>
          <Save size={16} aria-hidden /> {t('share.saveProject')}
        </Button>
        <Button onClick={() => input.current?.click()}>
          <FolderOpen size={16} aria-hidden /> {t('share.openProject')}
        </Button>
      </p>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        data-project
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) void open(file).then(setOutcome)
          target.value = ''
        }}
      />
      <div role="status" className={styles.outcome}>
        {outcome && <OutcomeText outcome={outcome} />}
      </div>
    </div>
  )
}

/** Shows the project of a file; what it brings of data goes the way of all files that a reader brings. */
async function open(file: File): Promise<Outcome> {
  if (file.size > MOST_PROJECT_BYTES) return { kind: 'too-large' }
  let text: string
  try {
    text = await file.text()
  } catch (error) {
    console.error(error)
    return { kind: 'unread' }
  }
  const project = parseProject(text)
  if (!project) return { kind: isDamagedProject(text) ? 'damaged' : 'not-project' }
  const state = useAtlas.getState()
  const changed = project.apply(state, tell)
  useAtlas.setState({ ...changed, panels: withPanel(changed.panels ?? state.panels, SHARE) })
  const missing = project.imports.filter(({ id }) => !state.catalog.has(id))
  const names = new Set<string>()
  const brought = missing.flatMap((one) => {
    const file = toFile(one, names)
    if (!file) return []
    return [{ id: one.id, file, look: { symbology: one.symbology, view: project.viewOf(one.id) } }]
  })
  if (brought.length > 0) {
    handOver(
      brought.map(({ file }) => file),
      new Map(brought.map(({ file, look }) => [file.name, look])),
    )
  }
  const there = new Set(brought.map(({ id }) => id))
  return {
    kind: 'opened',
    project,
    missing: missing.filter(({ id }) => !there.has(id)),
    imageless: missing.filter(({ id, images }) => there.has(id) && images !== undefined),
  }
}

/**
 * The data of a layer as a file of a name that is not among those that are taken; `null` where the project does not
 * bring them, or not as they were written.
 */
function toFile({ title, flatGeobuf }: ProjectImport, taken: Set<string>): File | null {
  if (!flatGeobuf) return null
  try {
    const bytes = Uint8Array.from(atob(flatGeobuf), (letter) => letter.charCodeAt(0))
    const stem = toFileStem(title)
    let name = stem
    for (let copy = 2; taken.has(name); copy++) name = `${stem}-${copy}`
    taken.add(name)
    return new File([bytes], `${name}.fgb`)
  } catch {
    return null
  }
}

function OutcomeText({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (outcome.kind !== 'opened') {
    const limit = formatSize(MOST_PROJECT_BYTES, language)
    return <p>{t(`share.project.${outcome.kind}`, { limit })}</p>
  }
  const { project, missing, imageless } = outcome
  const { faults, faultyImports, isNewer } = project
  return (
    <>
      <p>{t('share.project.opened')}</p>
      <ul>
        {isNewer && <li>{t('share.project.newer')}</li>}
        {faults.length > 0 && (
          <li>
            {t('share.project.faults', {
              parts: listNames(faults.map(({ parameter, value }) => `${parameter}=${value}`)),
            })}
          </li>
        )}
        {missing.map(({ id, title, file, bytes }) => (
          <li key={id}>
            {t('share.project.missing', {
              title: listNames([title]),
              file: listNames([file]),
              bytes: formatSize(bytes, language),
            })}
          </li>
        ))}
        {imageless.map(({ id, title, file }) => (
          <li key={id}>
            {t('share.project.imageless', { title: listNames([title]), file: listNames([file]) })}
          </li>
        ))}
        {faultyImports > 0 && <li>{t('share.project.faultyImports', { count: faultyImports })}</li>}
      </ul>
    </>
  )
}
