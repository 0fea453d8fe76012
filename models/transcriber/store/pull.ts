import { AppError } from '../../domain/index.js';
import { sha256Of } from './checksums.js';
import { download } from './download.js';
import { install, type Trust, wantedOf } from './install.js';
import { type KnownModel } from './manifest.js';
import { type InstalledModel } from './stamp.js';

export const DEFAULT_HOST = 'https://huggingface.co';

export interface PullOptions {
  readonly store: string;
  /** The hub or a mirror of it: `HOST/REPOSITORY/resolve/REVISION/PATH`. */
  readonly host: string;
  readonly offline: boolean;
  readonly trust: Trust;
  readonly onProgress?: (file: string, bytes: number, ofBytes: number | null) => void;
  readonly signal?: AbortSignal;
  readonly attempts?: number;
  readonly waitMs?: number;
  readonly stallMs?: number;
}

/**
 * Downloads a model that the list knows into the store.
 * @throws AppError `forbidden` where connections are not allowed, `precondition_required` where nobody vouches for a
 *   file, `unreadable` for a wrong checksum, `not_found`, `unavailable`, `cancelled`
 */
export async function pullModel(model: KnownModel, options: PullOptions): Promise<InstalledModel> {
  const { store, host, offline, trust, onProgress, ...how } = options;
  if (offline)
    throw new AppError(
      'forbidden',
      `VOUCH_OFFLINE=1 allows no connection. Bring ${model.name} on a disk: vouch models import DIR`,
    );
  return install(store, wantedOf(model), trust, async (file, to) => {
    // Whole from an earlier attempt, whose other files failed.
    const there = await sha256Of(to).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (there !== null) return there;
    return download(to, {
      url: `${host.replace(/\/+$/, '')}/${model.repository}/resolve/${model.revision}/${file.path}`,
      onProgress: (bytes, ofBytes) => onProgress?.(file.path, bytes, ofBytes),
      ...how,
    });
  });
}
