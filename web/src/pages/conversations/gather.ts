/** A file as it will be sent: the recording, and its transcript when one lies beside it. */
export interface ToSend {
  recording: File;
  transcript?: File;
}

const SOUND = /\.(wav|mp3|m4a|aac|flac|ogg|oga|opus|amr|mp4|mkv|webm)$/i;
const WORDS = /\.(vtt|srt|json)$/i;
const ARCHIVE = /\.zip$/i;
/** What chat programs export as one ZIP, told by a file that only they have: the server reads those whole. */
const EXPORT_MARK = /(^|\/)(_chat\.txt|WhatsApp Chat.*\.txt|users\.json|channels\.json)$/i;
/** Files that systems leave in folders. */
const LITTER = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;

/** Files as dropped, folders and archives opened, `call.wav` with `call.vtt` beside it as one. */
export async function gather(dropped: readonly File[]): Promise<ToSend[]> {
  const files: File[] = [];
  for (const file of dropped) {
    if (LITTER.test(pathOf(file))) continue;
    if (ARCHIVE.test(file.name)) files.push(...(await open(file)));
    else files.push(file);
  }
  return pair(files);
}

/** Transcripts go with the sound of the same name in the same folder. */
export function pair(files: readonly File[]): ToSend[] {
  const stem = (file: File): string => pathOf(file).replace(/\.[^./]+$/, '');
  const sounds = new Set(files.filter(({ name }) => SOUND.test(name)).map(stem));
  const words = new Map(
    files.filter((file) => WORDS.test(file.name) && sounds.has(stem(file))).map((f) => [stem(f), f]),
  );
  const beside = new Set(words.values());
  return files
    .filter((file) => !beside.has(file))
    .map((recording) => {
      const transcript = SOUND.test(recording.name) ? words.get(stem(recording)) : undefined;
      return transcript === undefined ? { recording } : { recording, transcript };
    });
}

/** The path within the dropped folder, where there was one; a file on its own comes as `./name`. */
function pathOf(file: File): string {
  const path = 'path' in file && typeof file.path === 'string' ? file.path : file.webkitRelativePath;
  return path.replace(/^\.?\//, '') || file.name;
}

/** The files of an archive, or the archive itself where it is a chat export. */
async function open(archive: File): Promise<File[]> {
  const { BlobReader, BlobWriter, ZipReader, configure } = await import('@zip.js/zip.js');
  configure({ useWebWorkers: false });
  const zip = new ZipReader(new BlobReader(archive));
  try {
    const entries = (await zip.getEntries()).filter((one) => !one.directory && !LITTER.test(one.filename));
    if (entries.length === 0 || entries.some(({ filename }) => EXPORT_MARK.test(filename))) return [archive];
    const files: File[] = [];
    for (const entry of entries)
      if (!entry.directory) {
        const blob = await entry.getData(new BlobWriter());
        const file = new File([blob], entry.filename.split('/').at(-1) ?? entry.filename);
        files.push(Object.defineProperty(file, 'path', { value: entry.filename }));
      }
    return files;
  } catch {
    return [archive]; // Not a readable archive: the server says what is wrong with it.
  } finally {
    await zip.close();
  }
}
