import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../catalog/device-layer.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { useAtlas } from '../state/store.ts'
import { Button } from '../ui/button.tsx'
import { Panel, PanelBody } from '../ui/panel.tsx'
import { textIn } from '../words/text-in.ts'
import type { PanelProps } from './feature.ts'
import { useLedTo } from './use-led-to.ts'

interface LayerPanelProps extends PanelProps {
  /** Of the panel. */
  readonly id: string
  /** Its title, with that of the layer. */
  readonly toTitle: (layer: string) => string
  readonly closeLabel: string
  /** What is said in place of the rest where the layer has to be on the map and is not, and the button that adds it. */
  readonly offMap?: { readonly words: string; readonly add: string }
  readonly children: (entry: LayerEntry) => ReactNode
}

/** A panel about one layer; nothing where there is no such layer. */
export function LayerPanel({
  id,
  subject,
  close,
  toTitle,
  closeLabel,
  offMap,
  children,
}: LayerPanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const entry = useAtlas(({ catalog }) => (subject === null ? undefined : catalog.get(subject)))
  const isOnMap = useAtlas(({ layers }) => layers.some((layer) => layer.id === subject))
  const side = useAtlas(({ comparison }) => comparison?.side)
  useLedTo(id)
  if (!entry) return null
  const title = toTitle(textIn(entry.title, language))
  return (
    <Panel
      id={id}
      // Of two maps that are compared it speaks of one.
      title={side ? `${title} · ${t(`compare.sides.${side}`)}` : title}
      closeLabel={closeLabel}
      onClose={close}
    >
      {offMap && !isOnMap ? (
        <PanelBody>
          <p>{offMap.words}</p>
          <Button
            onClick={() => {
              // The button goes with what it says.
              document.getElementById(`${id}-title`)?.focus()
              useAtlas.getState().addLayer(entry.id)
            }}
          >
            {offMap.add}
          </Button>
        </PanelBody>
      ) : (
        children(entry)
      )}
    </Panel>
  )
}
