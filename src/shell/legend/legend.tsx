import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toLayerPicture, toSymbolPicture } from '../../catalog/symbol-picture.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { looksOf } from '../../model/classes.ts'
import { layersOf, type Side } from '../../state/comparison.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { textIn } from '../../words/text-in.ts'
import { Picture } from '../picture.tsx'
import { GroupSizes } from './groups-note.tsx'
import styles from './legend.module.css'
import { SizeLegend } from './size-legend.tsx'

/** From this many classes on, one button switches all of them. */
const MANY_CLASSES = 4

/**
 * What each symbol of a layer stands for, each to be switched off and on; nothing for a layer with one
 * symbol, which its row shows.
 */
export function Legend({
  entry,
  side,
}: {
  readonly entry: LayerEntry
  /** Of which of two maps that are compared; of the one that the page speaks of where it is left out. */
  readonly side?: Side
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const hidden = useAtlas((state) => {
    const layers = side ? layersOf(state, side) : state.layers
    return layers.find(({ id }) => id === entry.id)?.hiddenClasses
  })
  const { symbology } = entry
  if (!symbology) return null
  const classes = looksOf(symbology)
  const title = textIn(entry.title, language)
  const hide = (hiddenClasses: readonly string[]) =>
    useAtlas.getState().setLayer(entry.id, { hiddenClasses }, side)
  const isHidden = (id: string) => hidden?.includes(id) ?? false
  const allHidden = classes.every(({ id }) => isHidden(id))
  return (
    <>
      {symbology.kind === 'proportional' && <SizeLegend entry={entry} symbology={symbology} />}
      <GroupSizes entry={entry} />
      {classes.length > 1 && (
        <fieldset className={styles.legend}>
          <legend className="visually-hidden">{t('legend.classes', { layer: title })}</legend>
          <ul>
            {classes.map(({ id, label, symbol }) => (
              <li key={id}>
                <label className={styles.item} data-hidden={isHidden(id) || undefined}>
                  <input
                    type="checkbox"
                    checked={!isHidden(id)}
                    onChange={({ target }) =>
                      // In the order of the legend, so that one view has one address.
                      hide(
                        classes
                          .map((other) => other.id)
                          .filter((other) => (other === id ? !target.checked : isHidden(other))),
                      )
                    }
                  />
                  <Picture parts={toSymbolPicture(symbol, entry)} />
                  <span>{textIn(label, language)}</span>
                </label>
              </li>
            ))}
          </ul>
          {classes.length >= MANY_CLASSES && (
            <p className={styles.all}>
              <Button
                kind="plain"
                size="small"
                disabled={!hidden?.length}
                onClick={() => hide([])}
                aria-label={t('legend.showAllOf', { layer: title })}
              >
                {t('legend.showAll')}
              </Button>
              <Button
                kind="plain"
                size="small"
                disabled={allHidden}
                onClick={() => hide(classes.map(({ id }) => id))}
                aria-label={t('legend.hideAllOf', { layer: title })}
              >
                {t('legend.hideAll')}
              </Button>
            </p>
          )}
        </fieldset>
      )}
    </>
  )
}

/** The layer's symbol in small, or the first colours of its classes. */
export function Swatch({ entry }: { readonly entry: LayerEntry }) {
  return <Picture parts={toLayerPicture(entry)} />
}
