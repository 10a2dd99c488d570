import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toLayerName } from '../../exporting/layer-of.ts'
import { toFileStem } from '../../formats/contract/file-stem.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { useCopy } from '../../shell/use-copy.ts'
import { Listing } from '../../ui/listing.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import type { ParsedDraft } from './export-draft.ts'
import styles from './export-panel.module.css'
import type { PartProps } from './part-props.ts'
import { CODE_TOOLS, type CodeTool, toCode } from './to-code.ts'

/** The same part as lines of another program. */
export function CodeFields({
  parsed,
  layer,
  entry,
  fields,
}: PartProps & { readonly parsed: ParsedDraft }) {
  const { t } = useTranslation()
  const [tool, setTool] = useState<CodeTool>('ogr2ogr')
  const { copy, said } = useCopy()
  const language = useLanguage()
  const isLocal = layer.at.kind !== 'url'
  const name = toFileStem(toLayerName(entry, language))
  const isChosen = parsed.ok && parsed.part.ids !== undefined
  const code = useMemo(
    () =>
      parsed.ok && !parsed.part.ids
        ? toCode(tool, {
            path: layer.at.kind === 'url' ? `/vsicurl/${layer.at.url}` : `${name}.fgb`,
            name,
            fields,
            part: parsed.part,
            format: parsed.target.format,
            crs: parsed.target.crs,
          })
        : null,
    [parsed, tool, layer, name, fields],
  )
  return (
    <details className={styles.disclosure}>
      <summary>
        <span>{t('export.code.title')}</span>
      </summary>
      <p className={styles.hint}>
        {t(isChosen ? 'export.code.chosen' : isLocal ? 'export.code.local' : 'export.code.hint')}
      </p>
      {!isChosen && (
        <Tabs
          label={t('export.code.tool')}
          value={tool}
          onChange={setTool}
          tabs={CODE_TOOLS.map((value) => ({ value, label: t(`export.code.${value}`) }))}
        >
          {code !== null && (
            <Listing
              label={t(`export.code.${tool}`)}
              text={code}
              rows={9}
              copyLabel={t('export.copy')}
              onCopy={() => void copy(code)}
              said={said}
            />
          )}
        </Tabs>
      )}
    </details>
  )
}
