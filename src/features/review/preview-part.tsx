import { lazy } from 'react'
import { needWords } from '../../i18n/index.ts'
import { Part } from '../../shell/part.tsx'
import { useAtlas } from '../../state/store.ts'

const PreviewBar = lazy(async () => {
  const [loaded] = await Promise.all([
    import('./preview-bar.tsx'),
    needWords(['review', 'problems']),
  ])
  return { default: loaded.PreviewBar }
})

/** What says that a layer is a preview, while one is shown. */
export function PreviewPart() {
  const source = useAtlas((state) => state.preview)
  if (source === null) return null
  return (
    <Part>
      <PreviewBar source={source} />
    </Part>
  )
}
