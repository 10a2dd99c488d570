import { useCallback, useEffect, useRef, useState } from 'react'
import type {
  ExportEstimate,
  ExportEvents,
  ExportOutcome,
  ExportRequest,
} from '../../exporting/protocol.ts'
import type { Problem } from '../../model/problem.ts'
import { useData } from '../../shell/shell.ts'
import { type DataClient, toProblem } from '../../workers/data-client.ts'

/** Where an export is. */
export type ExportStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'ended'; readonly outcome: ExportOutcome }

/** The data worker, which lets go of what it holds of a layer with the panel, on the disk, too. */
export function useExportClient(): DataClient {
  const client = useData()
  useEffect(() => () => void client.call('discard', undefined).catch(() => undefined), [client])
  return client
}

/** How far the export under way is: apart from its stage, so that the form is not drawn anew with it. */
export function useProgress(client: DataClient): ExportEvents['exportProgress'] | null {
  const [progress, setProgress] = useState<ExportEvents['exportProgress'] | null>(null)
  useEffect(() => client.on('exportProgress', setProgress), [client])
  return progress
}

/** Runs one export at a time, to be cancelled. */
export function useExporter(client: DataClient) {
  const [stage, setStage] = useState<ExportStage>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)

  const start = useCallback(
    async (request: ExportRequest) => {
      if (running.current) return
      const controller = new AbortController()
      running.current = controller
      setStage({ kind: 'running' })
      try {
        const outcome = await client.call('export', request, { signal: controller.signal })
        setStage({ kind: 'ended', outcome })
      } catch (error) {
        if (controller.signal.aborted) setStage({ kind: 'cancelled' })
        else {
          setStage({
            kind: 'ended',
            outcome: { ok: false, problem: toProblem(error), receipt: null },
          })
        }
      } finally {
        running.current = null
      }
    },
    [client],
  )
  const cancel = useCallback(() => running.current?.abort(), [])
  // With the panel an export ends that is under way.
  useEffect(() => cancel, [cancel])
  const reset = useCallback(() => setStage({ kind: 'idle' }), [])
  return { stage, start, cancel, reset }
}

export type EstimateState =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'known'; readonly estimate: ExportEstimate }
  | { readonly kind: 'problem'; readonly problem: Problem }

const SETTLE_MILLISECONDS = 350

/** How large the file will be, found anew a moment after the request changes; `null` asks for none. */
export function useEstimate(
  client: DataClient | null,
  request: ExportRequest | null,
): EstimateState {
  const [state, setState] = useState<EstimateState>({ kind: 'none' })
  const key = request && toKey(request)
  const latest = useRef(request)
  latest.current = request
  useEffect(() => {
    if (!client || !key) {
      setState({ kind: 'none' })
      return
    }
    const controller = new AbortController()
    const timer = setTimeout(async () => {
      setState({ kind: 'working' })
      try {
        const { signal } = controller
        const estimate = await client.call('estimate', latest.current!, { signal })
        setState({ kind: 'known', estimate })
      } catch (error) {
        if (controller.signal.aborted) return
        setState({ kind: 'problem', problem: toProblem(error) })
      }
    }, SETTLE_MILLISECONDS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [client, key])
  return state
}

/** What of a request tells it from another; JSON has no large whole numbers. */
function toKey({ part, target, language }: ExportRequest): string {
  return JSON.stringify([part, target, language], (_, value) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}
