import { useEffect, useState } from 'react'
import {
  DOWNLOAD_LIST_FILE,
  type DownloadList,
  downloadListSchema,
} from '../../catalog/downloads.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { fetchJson } from '../../sources/fetch-json.ts'

/**
 * The ready-made files that this copy of the site has. A copy that is served from its sources has no list of them, and
 * without a connection none comes: there is nothing to offer then.
 */
export function useDownloads(): DownloadList {
  const [list, setList] = useState<DownloadList>(NONE)
  useEffect(() => {
    let left = false
    fetchJson(new URL(DOWNLOAD_LIST_FILE, layersUrl()).href).then(
      (fetched) => {
        const parsed = downloadListSchema.safeParse(fetched)
        if (!left && parsed.success) setList(parsed.data)
      },
      () => {},
    )
    return () => {
      left = true
    }
  }, [])
  return list
}

const NONE: DownloadList = { layers: [] }
