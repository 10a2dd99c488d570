import { listNames } from '../i18n/list-names.ts'
import type { Told } from '../state/parameters/parameter.ts'
import { useAtlas } from '../state/store.ts'

/** Says in a notice what of an address could not be taken. */
export function tell({ key, as, names }: Told): void {
  useAtlas.getState().notify(key, { count: names.length, [as]: listNames(names) })
}

/** Takes the notice of a key away, if it is there. */
export function dismissKey(key: string): void {
  const { notices, dismiss } = useAtlas.getState()
  const notice = notices.find((candidate) => candidate.key === key)
  if (notice) dismiss(notice.id)
}
