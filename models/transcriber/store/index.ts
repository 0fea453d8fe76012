/** The model store: speech models on this machine, each checked before it is used. Nothing is fetched unless somebody asks for it. */
export { parseChecksums } from './checksums.js';
export { importModel } from './import.js';
export { type Trust } from './install.js';
export { KNOWN_MODELS, type KnownModel, knownModel, ModelKind } from './manifest.js';
export { DEFAULT_HOST, pullModel, type PullOptions } from './pull.js';
export { type InstalledModel, listModels, openModel } from './stamp.js';
export { removeModel, verifyModel } from './verify.js';
