import { Download } from 'lucide-react'
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isReleased, type LayerEntry } from '../../catalog/device-layer.ts'
import { fullFileOf } from '../../catalog/layer-files.ts'
import type { ExportedLayer, ExportRequest } from '../../exporting/protocol.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Field } from '../../model/schema.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useTheme } from '../../shell/use-theme.ts'
import { type AskedExport, useAskedExport } from '../../state/asked-export.ts'
import { toLayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import { toViewUrl } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody, PanelFoot } from '../../ui/panel.tsx'
import { formatNumber } from '../../words/format.ts'
import { formatSize } from '../../words/format-size.ts'
import { textIn } from '../../words/text-in.ts'
import type { DataClient } from '../../workers/data-client.ts'
import { toLayerFileAddress } from '../../workers/layer-file-address.ts'
import { AreaFields } from './area-fields.tsx'
import { AsReleased } from './as-released.tsx'
import { ChosenField } from './chosen-field.tsx'
import { ClassFields } from './class-fields.tsx'
import { CodeFields } from './code-fields.tsx'
import { CrsFields } from './crs-fields.tsx'
import { type ExportDraft, parseExportDraft, toFirstDraft } from './export-draft.ts'
import styles from './export-panel.module.css'
import { FieldFields } from './field-fields.tsx'
import { FilterFields } from './filter-fields.tsx'
import { FormatFields } from './format-fields.tsx'
import { Outcome } from './outcome.tsx'
import type { PartProps } from './part-props.ts'
import {
  type EstimateState,
  useEstimate,
  useExportClient,
  useExporter,
  useProgress,
} from './use-exporter.ts'

/** Everything that leaves the Atlas of one layer: as released, converted, as code. */
export function ExportPanel({ subject: layerId, close }: PanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const entry = useAtlas((state) => (layerId === null ? undefined : state.catalog.get(layerId)))
  const [isDrawing, setDrawing] = useState(false)
  const client = useExportClient()
  const { asked, count } = useAskedExport()

  if (!entry || entry.files.length === 0) return null
  const title = textIn(entry.title, language)
  return (
    <Panel
      id="export"
      title={t('export.title', { layer: title })}
      closeLabel={t('export.close')}
      onClose={close}
      hasEscape={!isDrawing}
      isAside={isDrawing}
    >
      {client && (
        <ExportForm
          key={count}
          asked={asked?.layerId === entry.id ? asked : undefined}
          entry={entry}
          client={client}
          onDrawing={setDrawing}
        />
      )}
    </Panel>
  )
}

function ExportForm({
  asked,
  entry,
  client,
  onDrawing,
}: {
  /** What of it another panel shows. */
  readonly asked: AskedExport | undefined
  readonly entry: LayerEntry
  readonly client: DataClient
  readonly onDrawing: (isDrawing: boolean) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const theme = useTheme()
  const viewUrl = useAtlas((state) => toViewUrl(state))
  const onMap = useAtlas((state) => state.layers.find(({ id }) => id === entry.id))
  const zoom = useAtlas((state) => state.camera.zoom)
  const [draft, setDraft] = useState(() =>
    toFirstDraft(entry, onMap ?? toLayerView(entry.id), asked),
  )
  const layer = useMemo(() => toExportedLayer(entry), [entry])
  const fields = useLayerFields(client, layer, entry)
  const { stage, start, cancel, reset } = useExporter(client)
  const parsed = useMemo(() => parseExportDraft(draft, entry, fields), [draft, entry, fields])
  const action = useRef<HTMLDivElement>(null)

  const request: ExportRequest | null = parsed.ok
    ? {
        layer,
        part: parsed.part,
        target: parsed.target,
        language,
        look: { theme, zoom: zoom ?? 3, opacity: onMap?.opacity ?? 1 },
        siteUrl: new URL('.', document.baseURI).href,
        viewUrl,
      }
    : null
  const estimate = useEstimate(stage.kind === 'running' ? null : client, request)

  const change = (changes: Partial<ExportDraft>) => {
    setDraft((before) => ({ ...before, ...changes }))
    // What was made of the draft before is not what it says now.
    if (stage.kind === 'ended' || stage.kind === 'cancelled') reset()
  }
  const part: PartProps = { draft, change, entry, layer, fields, client }

  return (
    <>
      <PanelBody>
        {isReleased(entry) && <AsReleased entry={entry} />}
        <form
          id="export-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (!request) return
            // The button goes: its place takes the focus.
            action.current?.focus()
            void start(request)
          }}
        >
          <h3 className={styles.part}>{t('export.convert')}</h3>
          <FormatFields {...part} />
          {asked?.ids && <ChosenField {...part} ids={asked.ids} />}
          <AreaFields {...part} onDrawing={onDrawing} />
          <ClassFields {...part} />
          <FilterFields {...part} />
          <FieldFields {...part} />
          <CrsFields {...part} />
        </form>
        <CodeFields {...part} parsed={parsed} />
      </PanelBody>
      <PanelFoot ref={action}>
        {(stage.kind === 'idle' || stage.kind === 'cancelled') && (
          <>
            <p className={styles.estimate} role="status">
              {stage.kind === 'cancelled' && `${t('export.cancelled')} `}
              {parsed.ok ? (
                <Estimate state={estimate} />
              ) : (
                <span className={styles.fault}>{t(parsed.problem)}</span>
              )}
            </p>
            <Button
              type="submit"
              form="export-form"
              className={styles.prepare}
              kind="primary"
              disabled={!request || isNothing(estimate)}
            >
              <Download size={17} aria-hidden /> {t('export.prepare')}
            </Button>
          </>
        )}
        {stage.kind === 'running' && (
          <Running>
            <Progress client={client} />
            <Button onClick={cancel}>{t('export.cancel')}</Button>
          </Running>
        )}
        {stage.kind === 'ended' && (
          <Outcome outcome={stage.outcome} onAgain={() => request && start(request)} />
        )}
      </PanelFoot>
    </>
  )
}

function Running({ children }: { readonly children: ReactNode }) {
  return <div className={styles.running}>{children}</div>
}

function Progress({ client }: { readonly client: DataClient }) {
  const progress = useProgress(client)
  const { t } = useTranslation()
  const id = useId()
  const phase = progress?.phase ?? 'reading'
  const share = progress?.share ?? null
  return (
    <div className={styles.progress}>
      {/* Only the phase is read out: the share changes too often. */}
      <p id={id} role="status">
        {t(`export.phase.${phase}`)}
      </p>
      <progress aria-labelledby={id} {...(share !== null && { value: share })} max={1} />
    </div>
  )
}

const isNothing = (estimate: EstimateState): boolean =>
  estimate.kind === 'known' && estimate.estimate.featureCount === 0

function Estimate({ state }: { readonly state: EstimateState }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (state.kind === 'none') return null
  if (state.kind === 'working') return t('export.estimate.working')
  if (state.kind === 'problem') {
    return <span className={styles.fault}>{toSentence(state.problem, language)}</span>
  }
  const { estimate } = state
  const features = formatNumber(estimate.featureCount, language)
  if (estimate.kind === 'more') return t('export.estimate.more', { features })
  if (estimate.featureCount === 0) return t('export.estimate.nothing')
  return t(`export.estimate.${estimate.kind}`, {
    count: estimate.featureCount,
    features,
    bytes: formatSize(estimate.byteLength, language),
  })
}

function toExportedLayer(entry: LayerEntry): ExportedLayer {
  const file = fullFileOf(entry) ?? entry.files[0]!
  return {
    entry,
    at: toLayerFileAddress(entry, file, layersUrl()),
    byteLength: file.bytes,
  }
}

/** The fields of the file itself; until they are known, those that the catalogue tells of. */
function useLayerFields(
  client: DataClient,
  layer: ExportedLayer,
  entry: LayerEntry,
): readonly Field[] {
  const [fields, setFields] = useState<readonly Field[]>(() => toFields(entry))
  useEffect(() => {
    const controller = new AbortController()
    client.call('describe', layer, { signal: controller.signal }).then(
      (described) => {
        const known = new Map(toFields(entry).map((field) => [field.name, field]))
        setFields(described.fields.map((field) => ({ ...known.get(field.name), ...field })))
      },
      // The estimate says what is wrong with the file.
      () => undefined,
    )
    return () => controller.abort()
  }, [client, layer, entry])
  return fields
}

function toFields({ fields }: LayerEntry): readonly Field[] {
  return fields.map(({ name, type, title, unit }) => ({ name, type, title, ...(unit && { unit }) }))
}
