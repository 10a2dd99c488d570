import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type DeviceLayer, isDeviceLayer, type LayerEntry } from '../../catalog/device-layer.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { saveText } from '../../shell/save-file.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { formatSize } from '../../words/format-size.ts'
import { textIn } from '../../words/text-in.ts'
import { DeleteLayer } from './delete-layer.tsx'
import styles from './device-details.module.css'
import { useDeviceLayers } from './device-layers.ts'
import { Remarks } from './remarks.tsx'
import { toReportFacts, toReportJson, toReportText } from './report.ts'
import { storedBytes } from './stored-layers.tsx'

/** In the row of an imported layer: where it came from, what was remarked, its report and its end. */
export function DeviceDetails({ entry }: { readonly entry: LayerEntry }) {
  return isDeviceLayer(entry) ? <Details layer={entry} /> : null
}

function Details({ layer }: { readonly layer: DeviceLayer }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const view = useAtlas((state) => state.layers.find(({ id }) => id === layer.id))
  const setLayer = useAtlas((state) => state.setLayer)
  const report = useDeviceLayers((state) => state.reports.get(layer.id))
  const isHeld = useDeviceLayers((state) => state.heldIds.has(layer.id))
  const warnings = report ? [...report.facts.warnings, ...report.warnings] : []
  const save = (text: string, type: string, extension: string) => {
    const name = textIn(layer.title, language).replaceAll(/[^\p{L}\p{N}_-]+/gu, '_')
    saveText(text, `${name}.${extension}`, `${type};charset=utf-8`)
  }
  return (
    <section className={styles.details} aria-label={t('import.report')}>
      {isHeld && <p>{t('import.held')}</p>}
      {layer.screenOverlays && view && (
        <Choice
          type="checkbox"
          checked={view.screenOverlays}
          onChange={({ target }) => setLayer(layer.id, { screenOverlays: target.checked })}
        >
          {t('import.showScreenImages', { count: layer.screenOverlays.length })}
        </Choice>
      )}
      {report && (
        <>
          {warnings.length > 0 ? (
            <>
              <h3 className={styles.heading}>{t('import.warnings', { count: warnings.length })}</h3>
              <Remarks warnings={warnings} />
            </>
          ) : (
            <p>{t('import.noWarnings')}</p>
          )}
          <details className={styles.report}>
            <summary>{t('import.report')}</summary>
            <dl className={styles.facts}>
              {toReportFacts(layer, report, t, language).map(([label, text]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
              <div>
                <dt>{t(isHeld ? 'import.fact.held' : 'import.fact.kept')}</dt>
                <dd>{formatSize(storedBytes(layer), language)}</dd>
              </div>
            </dl>
          </details>
          <div className={styles.actions}>
            <Button
              onClick={() =>
                save(toReportText(layer, report, t, language), 'text/plain', 'import.txt')
              }
            >
              <Download size={16} aria-hidden /> {t('import.reportText')}
            </Button>
            <Button
              onClick={() =>
                save(toReportJson(layer, report, language), 'application/json', 'import.json')
              }
            >
              <Download size={16} aria-hidden /> {t('import.reportJson')}
            </Button>
          </div>
        </>
      )}
      <div className={styles.actions}>
        <DeleteLayer
          layer={layer}
          label={t(isHeld ? 'import.delete' : 'import.deleteFromDevice')}
        />
      </div>
    </section>
  )
}
