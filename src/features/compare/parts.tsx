import { Part } from '../../shell/part.tsx'
import { withWords } from '../../shell/shell.ts'
import { useAtlas } from '../../state/store.ts'

const Comparing = withWords(
  async () => ({ default: (await import('./comparing.tsx')).Comparing }),
  ['compare'],
)
const Beside = withWords(
  async () => ({ default: (await import('./second-map.tsx')).Beside }),
  ['compare'],
)

const OpenEditions = withWords(
  async () => ({ default: (await import('./open-editions.tsx')).OpenEditions }),
  ['compare'],
)

/** What opens the editions that an address asks for, once it is known which of them this device has. */
export function AskedEditions() {
  const isAsked = useAtlas((state) => state.hasDeviceLayers && state.askedEditions.length > 0)
  return (
    isAsked && (
      <Part>
        <OpenEditions />
      </Part>
    )
  )
}

/** What lies over map A while two are compared. */
export function OverMap() {
  const isComparing = useAtlas(({ comparison }) => comparison !== null)
  return (
    isComparing && (
      <Part>
        <Comparing />
      </Part>
    )
  )
}

/** Map B beside map A. */
export function SecondMap() {
  return (
    <Part>
      <Beside />
    </Part>
  )
}
