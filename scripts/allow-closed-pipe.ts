/**
 * Lets what reads the standard output of a command end before it, as `head` does: the rest is written for nobody, and the
 * exit status stays what the command finds.
 */
export function allowClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
