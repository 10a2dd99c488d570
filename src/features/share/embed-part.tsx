import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { LanguageSelect } from '../../shell/language-select.tsx'
import { useCopy } from '../../shell/use-copy.ts'
import {
  EMBED_PARTS,
  type EmbedPart as Part,
  toEmbedHtml,
  toEmbedUrl,
} from '../../state/embedding.ts'
import { toParts } from '../../state/reference-map.ts'
import { useAtlas } from '../../state/store.ts'
import { toViewUrl } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ExternalLink } from '../../ui/external-link.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { textIn } from '../../words/text-in.ts'
import { OwnLayers } from './link-part.tsx'
import styles from './share-panel.module.css'

const LEAST_PIXELS = 200
const MOST_PIXELS = 4000

/** A side in pixels as it is typed; `null` where it is none that a map may have. */
function sideOf(text: string): number | null {
  const side = /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : 0
  return side >= LEAST_PIXELS && side <= MOST_PIXELS ? side : null
}

/** The map on a page of the reader's own: what it shows and how large, and the HTML for it. */
export function EmbedPart() {
  const { t } = useTranslation()
  const spoken = useLanguage()
  const viewUrl = useAtlas((state) => toViewUrl(state))
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  const [language, setLanguage] = useState('')
  const [width, setWidth] = useState('')
  const [height, setHeight] = useState('480')
  const [hidden, setHidden] = useState<readonly Part[]>([])
  const { copy, said } = useCopy()
  const titles = toParts(layers).themes.flatMap(({ id, visible }) => {
    const entry = visible ? catalog.get(id) : undefined
    return entry ? [textIn(entry.title, spoken)] : []
  })
  const title =
    titles.length > 0 ? t('share.mapTitle', { layers: titles.join(', ') }) : t('share.emptyTitle')
  const isWidthFree = width.trim() === ''
  const size = { width: isWidthFree ? null : sideOf(width), height: sideOf(height) }
  const isSized = size.height !== null && (isWidthFree || size.width !== null)
  const url = toEmbedUrl(viewUrl, { language: language || null, hidden })
  const html = isSized ? toEmbedHtml(url, title, { ...size, height: size.height! }) : ''
  const sizeError = t('share.sizeError', { least: LEAST_PIXELS, most: MOST_PIXELS })
  return (
    <div className={form.fields}>
      <p className={form.note}>{t('share.embedLead')}</p>
      <LanguageSelect
        label={t('share.language')}
        value={language}
        none={t('share.readers')}
        onChange={setLanguage}
      />
      <div className={form.pair}>
        <Field
          label={t('share.width')}
          help={t('share.widthHelp')}
          error={!isWidthFree && size.width === null && sizeError}
        >
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              maxLength={5}
              value={width}
              onChange={({ target }) => setWidth(target.value)}
            />
          )}
        </Field>
        <Field label={t('share.height')} error={size.height === null && sizeError}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              maxLength={5}
              value={height}
              onChange={({ target }) => setHeight(target.value)}
            />
          )}
        </Field>
      </div>
      <fieldset className={form.group}>
        <legend>{t('share.without')}</legend>
        {EMBED_PARTS.map((part) => (
          <Choice
            key={part}
            type="checkbox"
            checked={hidden.includes(part)}
            onChange={({ target }) =>
              setHidden(
                EMBED_PARTS.filter((other) =>
                  other === part ? target.checked : hidden.includes(other),
                ),
              )
            }
          >
            {t(`share.parts.${part}`)}
          </Choice>
        ))}
      </fieldset>
      <Field label={t('share.html')}>
        {(control) => (
          <textarea
            {...control}
            className={`${control.className} ${styles.html}`}
            readOnly
            rows={6}
            value={html}
            onFocus={({ target }) => target.select()}
          />
        )}
      </Field>
      <p className={form.buttons}>
        <Button kind="primary" disabled={!isSized} onClick={() => void copy(html)}>
          <Copy size={16} aria-hidden /> {t('share.copy')}
        </Button>
        <ExternalLink href={url}>{t('share.try')}</ExternalLink>
        <span role="status">{said}</span>
      </p>
      <OwnLayers />
      <p className={form.note}>{t('share.policy', { origin: new URL(url).origin })}</p>
    </div>
  )
}
