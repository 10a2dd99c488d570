import { LAYERS_FOLDER } from '../catalog/metadata/site.ts'

/** The folder of the layers' files, of the catalogue and of the gazetteer. */
export const layersUrl = (): URL => new URL(LAYERS_FOLDER, document.baseURI)
