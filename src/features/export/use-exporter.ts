import { useCallback, useEffect, useRef, useState } from 'react'
import type {
  ExportEstimate,
  ExportEvents,
  ExportOutcome,
  ExportRequest,
} from '../../exporting/protocol.ts'
import type { Problem } from '../../model/problem.ts'
import { type ExportClient, startExportWorker } from '../../workers/export-client.ts'
import { toProblem } from '../../workers/tile-client.ts'

/** Where an export is. */
export type ExportStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'ended'; readonly outcome: ExportOutcome }

/** A worker of the panel's own, ended with it: what it holds of a layer goes, too. */
export function useExportClient(): ExportClient | null {
  const [client, setClient] = useState<ExportClient | null>(null)
  useEffect(() => {
    const started = startExportWorker()
    setClient(started)
    return () => {
      // What lies on the disk is let go of before the worker is.
      started.call('discard', undefined).finally(started.close)
    }
  }, [])
  return client
}

/** How far the export under way is: apart from its stage, so that the form is not drawn anew with it. */
export function useProgress(client: ExportClient): ExportEvents['progress'] | null {
  const [progress, setProgress] = useState<ExportEvents['progress'] | null>(null)
  useEffect(() => client.on('progress', setProgress), [client])
  return progress
}

/** Runs one export at a time, to be cancelled. */
export function useExporter(client: ExportClient | null) {
  const [stage, setStage] = useState<ExportStage>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)

  const start = useCallback(
    async (request: ExportRequest) => {
      if (!client || running.current) return
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
  client: ExportClient | null,
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
