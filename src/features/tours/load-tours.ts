import { type TOURS_FOLDER, type Tour, tourListSchema, tourSchema } from '../../catalog/tour.ts'
import { onceEach } from '../../model/once-each.ts'
import { fetchListed } from '../../sources/fetch-listed.ts'

/** The tours in the order of their list, fetched once; one that is faulty keeps nothing from the others. */
export const loadTours = onceEach<typeof TOURS_FOLDER, readonly Tour[]>(
  async (path) =>
    (await fetchListed(new URL(path, document.baseURI), tourListSchema, tourSchema)).read,
)
