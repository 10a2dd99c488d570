import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogLayer } from '../../catalog/schema.ts'
import { toSymbolPicture } from '../../catalog/symbol-picture.ts'
import {
  type LayerSymbol,
  MARKER_SHAPES,
  type SymbolClass,
  type Symbology,
  type ThemedColor,
} from '../../catalog/symbology.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { DATA_LANGUAGES } from '../../model/schema.ts'
import { findAlikeClasses } from '../../reviewing/alike-classes.ts'
import { toNameInLanguage } from '../../reviewing/release/entry-name.ts'
import { Picture } from '../../shell/picture.tsx'
import { textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './release-part.module.css'

interface EditorProps {
  readonly symbology: Symbology
  readonly geometryType: CatalogLayer['geometryType']
  readonly fields: readonly { readonly name: string }[]
  /** The field by whose values the layer is drawn anew, or none for one symbol. */
  readonly onSuggest: (field: string | null) => void
  readonly onChange: (symbology: Symbology) => void
}

/** How the layer is drawn: each symbol as it is seen, with what is changed of it; and whether all readers see it. */
export function SymbologyEditor(props: EditorProps) {
  const { symbology, geometryType, fields, onSuggest, onChange } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const by = useId()
  return (
    <fieldset className={styles.section}>
      <legend>{wordsOf('review-fields', language).symbology}</legend>
      <p className={styles.inline}>
        <label htmlFor={by}>{t('review.release.drawnBy')}</label>
        <select
          id={by}
          value={'field' in symbology ? symbology.field : ''}
          onChange={({ target }) => onSuggest(target.value === '' ? null : target.value)}
        >
          <option value="">{t('review.release.oneSymbol')}</option>
          {fields.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </p>
      {symbology.kind === 'simple' ? (
        <ul className={styles.classes}>
          <li>
            <Picture parts={toSymbolPicture(symbology.symbol, { geometryType })} />
            <SymbolFields
              name={t('review.release.oneSymbol')}
              symbol={symbology.symbol}
              onChange={(symbol) => onChange({ ...symbology, symbol })}
            />
          </li>
        </ul>
      ) : (
        <Classes symbology={symbology} geometryType={geometryType} onChange={onChange} />
      )}
      <ColorCheck symbology={symbology} />
    </fieldset>
  )
}

type WithClasses = Exclude<Symbology, { kind: 'simple' }>

function Classes({
  symbology,
  geometryType,
  onChange,
}: Pick<EditorProps, 'geometryType'> & {
  readonly symbology: WithClasses
  readonly onChange: (symbology: Symbology) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const set = (nth: number, change: Partial<SymbolClass>) =>
    onChange({
      ...symbology,
      classes: symbology.classes.map((each, place) =>
        place === nth ? { ...each, ...change } : each,
      ),
    } as Symbology)
  return (
    <ul className={styles.classes}>
      {symbology.classes.map(({ id, label, symbol }, nth) => (
        <li key={id}>
          <Picture parts={toSymbolPicture(symbol, { geometryType })} />
          {DATA_LANGUAGES.map((each) => (
            <input
              key={each}
              lang={each}
              aria-label={toNameInLanguage(
                t('review.release.classLabel', { name: textIn(label, language) }),
                each,
                language,
              )}
              value={label[each]}
              onChange={({ target }) => set(nth, { label: { ...label, [each]: target.value } })}
            />
          ))}
          <SymbolFields
            name={textIn(label, language)}
            symbol={symbol}
            onChange={(changed) => set(nth, { symbol: changed })}
          />
        </li>
      ))}
    </ul>
  )
}

/** Colours for the light and the dark map, and the marker, of one symbol. */
function SymbolFields({
  name,
  symbol,
  onChange,
}: {
  readonly name: string
  readonly symbol: LayerSymbol
  readonly onChange: (symbol: LayerSymbol) => void
}) {
  const { t } = useTranslation()
  const part = symbol.fill ? 'fill' : 'line'
  const color: ThemedColor = symbol[part] ?? { light: '#7c858a', dark: '#9aa5ab' }
  return (
    <span className={styles.symbol}>
      {(['light', 'dark'] as const).map((theme) => (
        <input
          key={theme}
          type="color"
          aria-label={t(`review.release.color.${theme}`, { name })}
          value={color[theme]}
          onChange={({ target }) =>
            onChange({ ...symbol, [part]: { ...color, [theme]: target.value } })
          }
        />
      ))}
      {symbol.marker && (
        <select
          aria-label={t('review.release.marker', { name })}
          value={symbol.marker}
          onChange={({ target }) =>
            onChange({ ...symbol, marker: target.value as (typeof MARKER_SHAPES)[number] })
          }
        >
          {MARKER_SHAPES.map((shape) => (
            <option key={shape} value={shape}>
              {t(`review.release.shape.${shape}`)}
            </option>
          ))}
        </select>
      )}
    </span>
  )
}

/** Whether readers who see fewer colours can tell the classes apart, on the light map and the dark one. */
function ColorCheck({ symbology }: { readonly symbology: Symbology }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const alike = useMemo(
    () =>
      (['light', 'dark'] as const).flatMap((theme) =>
        findAlikeClasses(symbology, theme).map(([a, b]) => ({
          theme,
          names: `${textIn(a, language)} – ${textIn(b, language)}`,
        })),
      ),
    [symbology, language],
  )
  return (
    <div role="status" data-review="colors">
      {alike.length === 0 ? (
        <p>{t('review.release.colorsApart')}</p>
      ) : (
        <>
          <p>{t('review.release.colorsAlike')}</p>
          <ul>
            {alike.map(({ theme, names }) => (
              <li key={theme + names}>{t(`review.release.alike.${theme}`, { names })}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
