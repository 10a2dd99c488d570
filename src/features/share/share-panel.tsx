import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PanelProps } from '../../shell/feature.ts'
import { Panel, PanelBody } from '../../ui/panel.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { EmbedPart } from './embed-part.tsx'
import { LinkPart } from './link-part.tsx'
import { ProjectPart } from './project-part.tsx'

const KINDS = ['link', 'embed', 'file'] as const
type Kind = (typeof KINDS)[number]

const PARTS = { link: LinkPart, embed: EmbedPart, file: ProjectPart } as const satisfies Record<
  Kind,
  unknown
>

/** The ways in which what the map shows is given to others. */
export function SharePanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>('link')
  const Shown = PARTS[kind]
  return (
    <Panel id="share" title={t('share.title')} closeLabel={t('share.close')} onClose={close}>
      <PanelBody>
        <Tabs
          label={t('share.kinds')}
          value={kind}
          onChange={setKind}
          tabs={KINDS.map((value) => ({ value, label: t(`share.${value}`) }))}
        >
          <Shown />
        </Tabs>
      </PanelBody>
    </Panel>
  )
}
