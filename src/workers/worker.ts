import { type MessageEnd, serveChannel } from './channel.ts'

/**
 * The program of every worker: each loads what its role needs, so that what several of them read and write
 * with is built and shipped once.
 */

const scope = self as unknown as MessageEnd & { readonly name: string }

if (scope.name === 'import') {
  serveChannel(scope, async (tell) => (await import('./import-role.ts')).toImportHandlers(tell))
} else if (scope.name === 'overviews') {
  serveChannel(scope, async (tell) => (await import('./overview-role.ts')).toOverviewHandlers(tell))
} else if (scope.name === 'sheet') {
  serveChannel(scope, async (tell) => (await import('./sheet-role.ts')).toSheetHandlers(tell))
} else if (scope.name === 'review') {
  serveChannel(scope, async (tell) => (await import('./review-role.ts')).toReviewHandlers(tell))
} else {
  serveChannel(scope, async (tell) => (await import('./data-role.ts')).toDataHandlers(tell))
}
