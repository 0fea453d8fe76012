import { fileTypeFromBuffer } from 'file-type';

/** Bytes from the start of a file that `sniff` wants to see. */
export const SNIFF_BYTES = 4_100;

/** What the first bytes say: `media` goes to ffprobe, `silk` is WeChat's voice codec, which ffmpeg does not read. */
export type Sniffed = 'media' | 'silk' | 'other';

/** A cheap first look; ffprobe has the last word on what is `media`. */
export async function sniff(head: Buffer): Promise<Sniffed> {
  const ascii = head.subarray(0, 16).toString('latin1');
  if (/^\x02?#!SILK/.test(ascii)) return 'silk';
  // A text in UTF-16 begins as MPEG audio of layer I would, which nobody sends.
  if (/^(\xff\xfe|\xfe\xff)/.test(ascii)) return 'other';
  // An MP3 whose tag is longer than the head; 64-bit WAV in its two writings.
  if (/^(ID3|RF64|riff)/.test(ascii)) return 'media';
  const type = await fileTypeFromBuffer(head);
  return type && /^(audio|video)\/|^application\/ogg/.test(type.mime) ? 'media' : 'other';
}
