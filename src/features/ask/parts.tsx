import { Part } from '../../shell/part.tsx'
import { withWords } from '../../shell/shell.ts'
import { useAtlas } from '../../state/store.ts'

const Following = withWords(async () => ({
  default: (await import('./following.tsx')).Following,
}))

/** Unseen: it is there while answers are layers of the map. */
export function Followed() {
  const hasAnswers = useAtlas(({ answers }) => answers.length > 0)
  return (
    hasAnswers && (
      <Part>
        <Following />
      </Part>
    )
  )
}
