import { Copy, Save } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toWhereText } from '../../model/where.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { saveText } from '../../shell/save-file.ts'
import { useCopy } from '../../shell/use-copy.ts'
import { toSeenCondition } from '../../state/seen-condition.ts'
import { useAtlas } from '../../state/store.ts'
import { toViewUrl } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody, PanelFoot } from '../../ui/panel.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import styles from './export-panel.module.css'
import {
  CITATION_FILES,
  CITATION_FORMS,
  type CitationForm,
  type SeenLayer,
  toCitations,
} from './to-citations.ts'

/** One block of citations for all that the map shows. */
export function CitePanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const layers = useSeenLayers()
  const address = useAtlas((state) => toViewUrl(state))
  const [form, setForm] = useState<CitationForm>('text')
  const [date] = useState(() => new Date())
  const { copy, said } = useCopy()
  const site = { url: new URL('.', document.baseURI).href }
  const text = toCitations(form, { layers, date, url: address, site, language })
  const { extension, mediaType } = CITATION_FILES[form]
  return (
    <Panel id="cite" title={t('cite.title')} closeLabel={t('cite.close')} onClose={close}>
      <PanelBody>
        {layers.length === 0 ? (
          <p>{t('cite.none')}</p>
        ) : (
          <>
            <p>{t('cite.hint', { count: layers.length })}</p>
            <Tabs
              label={t('cite.form')}
              value={form}
              onChange={setForm}
              tabs={CITATION_FORMS.map((value) => ({ value, label: t(`cite.${value}`) }))}
            >
              <textarea
                className={styles.citations}
                aria-label={t(`cite.${form}`)}
                readOnly
                spellCheck={false}
                value={text}
              />
            </Tabs>
          </>
        )}
      </PanelBody>
      {layers.length > 0 && (
        <PanelFoot>
          <p className={styles.buttons}>
            <Button kind="primary" onClick={() => copy(text)}>
              <Copy size={16} aria-hidden /> {t('export.copy')}
            </Button>
            <Button onClick={() => saveText(text, `atlas-citations.${extension}`, mediaType)}>
              <Save size={16} aria-hidden /> {t('cite.save')}
            </Button>
            <span role="status">{said}</span>
          </p>
        </PanelFoot>
      )}
    </Panel>
  )
}

/** The layers that are shown and have a source, from the topmost down. */
function useSeenLayers(): readonly SeenLayer[] {
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  return useMemo(
    () =>
      layers.flatMap((layer): SeenLayer[] => {
        const entry = catalog.get(layer.id)
        // Of an answer to a question the layer is cited that was asked.
        const cited = entry?.answer ? catalog.get(entry.answer.of) : entry
        if (!layer.visible || !entry || isDeviceLayer(cited) || !cited?.provenance) return []
        const condition = toSeenCondition(entry, layer, entry.fields)
        if (condition === 'nothing') return []
        const filters = [entry.answer?.recipe, condition && toWhereText(condition)].filter(Boolean)
        return [{ entry: cited, ...(filters.length > 0 && { filter: filters.join('; ') }) }]
      }),
    [layers, catalog],
  )
}
